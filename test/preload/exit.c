/*
 * exit - linked into `make coverage` alone: a child that leaves by _exit still
 * tells which lines it ran.
 */
void __gcov_dump(void);
_Noreturn void __real__exit(int code);
_Noreturn void __wrap__exit(int code);

_Noreturn void __wrap__exit(int code)
{
    __gcov_dump();
    __real__exit(code);
}
