/*
 * new_text - what the first files of a site say. {year} stands for the year
 * of the plan, {last} for the one before it.
 */
#ifndef NEW_TEXT_H
#define NEW_TEXT_H

extern const char *const new_config_text;
extern const char *const new_report_text;
extern const char *const new_about_text;
extern const char *const new_ignore_text;

#endif
