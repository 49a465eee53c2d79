/*
 * html_xml - reads XML that is written so plainly that it needs no library:
 * elements, attributes in quotes and short texts, without entities, comments or
 * declarations. All pictures that gongkai makes are such. Private to html.
 */
#ifndef HTML_XML_H
#define HTML_XML_H

#include "html_tree.h"

/*
 * Reads `text`, which is valid UTF-8, into `tree`, as libxml2 would; the places
 * of texts are exact. False where it is not plain; what the tree then has is not
 * to be used.
 */
bool html_xml_scan(struct str text, struct html_tree *tree);

#endif
