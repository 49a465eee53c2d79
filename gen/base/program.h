/*
 * program - which program this is: what one run leaves for another counts only
 * while both are runs of the very same program.
 */
#ifndef PROGRAM_H
#define PROGRAM_H

#include "print.h"

/* The print of the running program, as its linker made it; zero where it
 * cannot be told from others. */
struct print program_print(void);

#endif
