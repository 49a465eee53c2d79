/*
 * commands - what can be asked of gongkai, one function each. main.c has the
 * table that says what each takes.
 */
#ifndef COMMANDS_H
#define COMMANDS_H

#include "../base/diag.h"

struct session;

enum exit_code command_new(struct session *session);
enum exit_code command_build(struct session *session);
enum exit_code command_serve(struct session *session);
enum exit_code command_check(struct session *session);
enum exit_code command_archive(struct session *session);
enum exit_code command_verify(struct session *session);
enum exit_code command_publish(struct session *session);
enum exit_code command_import(struct session *session);
enum exit_code command_targets(struct session *session);
enum exit_code command_completion(struct session *session);
enum exit_code command_help_for(struct session *session);
enum exit_code command_version(struct session *session);

#endif
