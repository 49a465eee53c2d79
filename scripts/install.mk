# Putting gongkai on a machine, and into files that carry it there. Read by the
# Makefile.
#
#   PREFIX=dir    where `make install` puts it (/usr/local)
#   DESTDIR=dir   stands before all places, for those who make packages

PREFIX ?= /usr/local
DESTDIR ?=

VERSION := $(shell sed -n 's/^\#define VERSION "\(.*\)"/\1/p' gen/doors/main.c)
SHARE = $(DESTDIR)$(PREFIX)/share
THEME_FILES := $(sort $(shell find themes -type f))
MANUALS = man/gongkai.1 man/gongkai-config.5
TEXTS = LICENSE README.md README.zh-CN.md CHANGELOG.md

# The places of the three shells, as their packages have them.
COMPLETIONS = bash-completion/completions/gongkai zsh/site-functions/_gongkai \
              fish/vendor_completions.d/gongkai.fish

INSTALL = install -D -m 644

install: $(BUILD)/gongkai ## put program, themes, manuals, completions below PREFIX
	install -D -m 755 $(BUILD)/gongkai $(DESTDIR)$(PREFIX)/bin/gongkai
	@for file in $(THEME_FILES); do \
	    $(INSTALL) $$file $(SHARE)/gongkai/$$file || exit; done
	@for page in $(MANUALS); do \
	    $(INSTALL) $$page $(SHARE)/man/man$${page##*.}/$${page##*/} || exit; done
	@for text in $(TEXTS); do \
	    $(INSTALL) $$text $(SHARE)/doc/gongkai/$$text || exit; done
	@for place in $(COMPLETIONS); do \
	    shell=$${place%%[-/]*}; \
	    $(BUILD)/gongkai --lang zh completion $$shell >$(BUILD)/completion && \
	    $(INSTALL) $(BUILD)/completion $(SHARE)/$$place || exit; done

# What was installed, by name: nothing else is touched, and a folder goes only
# when it is empty and ours.
uninstall: ## take away what `make install` put there
	rm -f $(DESTDIR)$(PREFIX)/bin/gongkai \
	    $(THEME_FILES:%=$(SHARE)/gongkai/%) $(COMPLETIONS:%=$(SHARE)/%) \
	    $(foreach page,$(MANUALS),$(SHARE)/man/man$(subst .,,$(suffix \
	        $(page)))/$(notdir $(page))) $(TEXTS:%=$(SHARE)/doc/gongkai/%)
	@for folder in $(SHARE)/gongkai $(SHARE)/doc/gongkai; do \
	    [ ! -d $$folder ] || find $$folder -depth -type d -empty -delete; done

dist: ## make build/gongkai-VERSION.tar.xz of the sources
	scripts/dist $(BUILD)/gongkai-$(VERSION).tar.xz $(VERSION)

deb: $(BUILD)/gongkai ## make a Debian package in build/
	scripts/deb $(BUILD) $(VERSION)

.PHONY: install uninstall dist deb
