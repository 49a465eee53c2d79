/*
 * codes - every problem a run can tell, one entry each. Included by diag.h
 * and diag.c, which say what CODE is.
 *
 * CODE(id, name, level, exit, Chinese, English, Chinese hint, English hint)
 *
 * {1} and {2} stand for the arguments. A sentence says what is wrong, the hint
 * how to mend it. Names are for good: sites set levels by them.
 */

/* Bytes and characters of a file. */
CODE(BAD_UTF8, "utf8", DIAG_ERROR, EXIT_CONTENT,
     "字节 {1} 不是合法的 UTF-8", "invalid UTF-8 byte {1}",
     "用编辑器把文件另存为 UTF-8", "save the file as UTF-8 in the editor")
CODE(BAD_CHARSET, "charset", DIAG_ERROR, EXIT_CONTENT,
     "文件不是 UTF-8，看起来是 {1}", "not UTF-8; reads as {1}",
     "另存为 UTF-8，或运行 iconv -f {1} -t UTF-8",
     "save it as UTF-8, or run iconv -f {1} -t UTF-8")
CODE(NUL_BYTE, "nul", DIAG_ERROR, EXIT_CONTENT, "文件里有 NUL 字节",
     "NUL byte", "这不像是文本文件，请检查来源", "is this a text file?")
CODE(BIDI_CONTROL, "bidi", DIAG_ERROR, EXIT_CONTENT,
     "有改变文字方向的控制字符 {1}", "bidirectional control {1}",
     "删去它：读者看到的次序会和原文不同",
     "remove it: what a reader sees would differ from what is written")
CODE(CONTROL_CHAR, "control", DIAG_ERROR, EXIT_CONTENT, "有控制字符 {1}",
     "control character {1}", "删去它", "remove it")
CODE(PRIVATE_CHAR, "pua", DIAG_WARNING, EXIT_CONTENT,
     "私用区字符 {1} 在别的电脑上显示不出来",
     "private-use character {1} will not show on other machines",
     "换成标准字符", "replace it by a standard character")
CODE(HIDDEN_DIGIT, "hidden-digit", DIAG_ERROR, EXIT_CONTENT,
     "数字旁边有看不见的字符 {1}，这个数会读错",
     "invisible character {1} beside a digit: the figure would be misread",
     "把这个数连同两边的字重新打一遍", "type the figure and what stands around it anew")
CODE(HIDDEN_CHAR, "hidden", DIAG_WARNING, EXIT_CONTENT,
     "有看不见的字符 {1}，搜索会找不到这个词",
     "invisible character {1}: a search will not find the word",
     "把这个词重新打一遍", "type the word anew")
CODE(FILE_SIZE, "size", DIAG_ERROR, EXIT_CONTENT,
     "文件有 {1}，上限是 {2}", "{1}, limit {2}",
     "拆成几个文件，或调大 [build] max_file",
     "split it, or raise [build] max_file")
CODE(EMPTY_FILE, "empty", DIAG_ERROR, EXIT_CONTENT, "文件是空的",
     "the file is empty", "写上内容，或删去它", "fill it or remove it")
CODE(EMPTY_BODY, "no-body", DIAG_WARNING, EXIT_CONTENT,
     "只有文件头，没有正文，这一页不发布",
     "front matter only: the page is not published", "", "")

/* Caps counted before the Markdown library sees a page. */
CODE(LIMIT_LINE, "line-length", DIAG_ERROR, EXIT_CONTENT,
     "这一行有 {1} 字节，上限是 {2}", "line of {1} bytes, limit {2}",
     "分成几段", "break it into paragraphs")
CODE(LIMIT_CELLS, "limit-cells", DIAG_ERROR, EXIT_CONTENT,
     "表格太大：{1}，上限是 {2}", "table too large: {1}, limit {2}",
     "拆成几张表", "split the table")
CODE(LIMIT_DEPTH, "depth", DIAG_ERROR, EXIT_CONTENT,
     "嵌套 {1} 层，上限是 {2}", "nested {1} deep, limit {2}",
     "减少引用和列表的层数", "use fewer levels of quotes and lists")
CODE(LIMIT_BLANK, "blank-lines", DIAG_ERROR, EXIT_CONTENT,
     "连续空行超过 {1} 行", "more than {1} blank lines in a row", "删去多余的空行",
     "remove them")
CODE(LIMIT_OUTPUT, "limit-output", DIAG_ERROR, EXIT_CONTENT,
     "链接定义展开后太长：{1}，上限是 {2}",
     "link definitions would expand to {1}, limit {2}", "缩短或少用这些定义",
     "shorten the definitions or use them less")
CODE(LIMIT_MEMORY, "limit-memory", DIAG_ERROR, EXIT_CONTENT,
     "处理这个文件要用的内存超过 {1}", "would need more than {1} of memory",
     "请简化内容或拆分文件", "simplify or split it")
CODE(LIMIT_TIME, "limit-time", DIAG_ERROR, EXIT_CONTENT,
     "处理这个文件超过了 {1}", "took longer than {1}", "请简化内容或拆分文件",
     "simplify or split it")
CODE(LIMIT_MARKS, "limit-marks", DIAG_ERROR, EXIT_CONTENT,
     "一段里的 {1} 太多，上限是 {2}", "too many {1} in one block, limit {2}",
     "检查这一段是不是误贴的", "was this pasted by mistake?")

/* Front matter. */
CODE(FRONT_SYNTAX, "front-matter", DIAG_ERROR, EXIT_CONTENT,
     "文件头写法有误：{1}", "front matter: {1}",
     "每行写成“键: 值”，前后各一行 ---", "write lines of `key: value` between --- lines")
CODE(FRONT_OPEN, "front-open", DIAG_ERROR, EXIT_CONTENT,
     "文件头从这里开始，却没有结束的一行 ---",
     "the front matter begun here has no closing ---",
     "在文件头末尾补一行 ---；若只想画一条横线，请写 ***",
     "add a line of --- at its end; for a rule write ***")
CODE(FRONT_COLON, "front-colon", DIAG_ERROR, EXIT_CONTENT,
     "这一行不是“键: 值”", "not a line of `key: value`",
     "键后面用半角冒号，冒号后空一格，如 title: 工作总结",
     "an ASCII colon behind the key, then a blank")
CODE(FRONT_QUOTE, "front-quote", DIAG_ERROR, EXIT_CONTENT,
     "值里有 YAML 的特殊写法，读不出来",
     "the value has marks that YAML takes for its own",
     "给整个值加上英文单引号，如 title: '甲: 乙'",
     "put the whole value in single quotes, as in title: 'a: b'")
CODE(FRONT_CLOSE, "front-close", DIAG_ERROR, EXIT_CONTENT,
     "从这里开始的引号或括号没有结束", "quote or bracket opened here never ends",
     "补上结束的引号或括号", "close it")
CODE(FRONT_TAB, "front-tab", DIAG_ERROR, EXIT_CONTENT,
     "文件头里不能用制表符缩进", "a tab cannot indent front matter", "换成空格",
     "use blanks")
CODE(FRONT_NESTED, "front-nested", DIAG_ERROR, EXIT_CONTENT,
     "“{1}”的值套得太深，只能是文字或一层列表",
     "'{1}' takes text or a list, nothing nested",
     "去掉里面的一层", "take out the inner level")
CODE(FRONT_ONE, "front-one", DIAG_ERROR, EXIT_CONTENT,
     "“{1}”只能写一个值，不能是列表", "'{1}' takes one value, not a list",
     "写成“键: 值”一行", "write it as one line of `key: value`")
CODE(FRONT_ANCHOR, "front-anchor", DIAG_ERROR, EXIT_CONTENT,
     "不支持 YAML 的锚点、引用和标签：{1}",
     "YAML anchors, aliases and tags are not supported: {1}",
     "删去它；如果本来就是文字，给整个值加上英文单引号",
     "remove it, or put the value in single quotes if it is text")
CODE(FRONT_SIZE, "front-size", DIAG_ERROR, EXIT_CONTENT,
     "文件头有 {1} 字节，上限是 {2}", "front matter of {1} bytes, limit {2}",
     "正文是不是写进了文件头？检查结束的 ---",
     "is the body in it? check the closing ---")
CODE(FRONT_UNKNOWN, "key", DIAG_ERROR, EXIT_CONTENT, "文件头里没有“{1}”这个键",
     "unknown front matter key '{1}'", "", "")
CODE(FRONT_TWICE, "key-twice", DIAG_ERROR, EXIT_CONTENT, "“{1}”写了两次",
     "'{1}' is given twice", "删去一处", "remove one")
CODE(FRONT_VALUE, "value", DIAG_ERROR, EXIT_CONTENT, "“{1}”的值不对：{2}",
     "bad value for '{1}': {2}", "", "")
CODE(FRONT_DATE, "date", DIAG_ERROR, EXIT_CONTENT, "“{1}”不是日期，或没有这一天",
     "'{1}' is no date", "写成 2020-01-15 09:00", "write 2020-01-15 09:00")
CODE(NO_TITLE, "title", DIAG_ERROR, EXIT_CONTENT, "没有标题", "no title",
     "在文件头写 title:，或以 # 写一行大标题",
     "give `title:` in the front matter or a # heading")
CODE(NO_YEAR, "year-missing", DIAG_ERROR, EXIT_CONTENT, "没有写明年度",
     "no year", "在文件头写 year: 2020", "give `year: 2020` in the front matter")
CODE(BAD_ALIAS, "alias", DIAG_ERROR, EXIT_CONTENT, "旧地址“{1}”不能用：{2}",
     "alias '{1}' cannot be used: {2}",
     "写成站内的相对地址，如 2019/r01.html", "write an address in the site such as 2019/r01.html")

/* Markdown. */
CODE(RAW_HTML, "raw-html", DIAG_ERROR, EXIT_CONTENT, "不允许的 HTML：{1}",
     "HTML that is not allowed: {1}",
     "删去它，或改用 Markdown 写法", "remove it or write it in Markdown")
CODE(RAW_DROPPED, "raw-html-dropped", DIAG_WARNING, EXIT_CONTENT,
     "已去掉不允许的 HTML：{1}", "dropped HTML that is not allowed: {1}", "", "")
CODE(OPEN_COMMENT, "comment", DIAG_ERROR, EXIT_CONTENT,
     "从这里开始的注释没有结束，后面的内容会全部消失",
     "comment opened here never ends; the rest of the page would vanish",
     "补上 -->", "close it with -->")
CODE(OPEN_FENCE, "fence", DIAG_WARNING, EXIT_CONTENT,
     "从这里开始的代码块没有结束", "code block opened here never ends",
     "补上结束的 ```", "close it with ```")
CODE(FOOTNOTE_UNUSED, "footnote-unused", DIAG_WARNING, EXIT_CONTENT,
     "脚注 [^{1}] 没有被引用，不会显示", "footnote [^{1}] is never used", "", "")
CODE(FOOTNOTE_MISSING, "footnote-missing", DIAG_WARNING, EXIT_CONTENT,
     "脚注 [^{1}] 没有内容", "footnote [^{1}] is not defined",
     "补写一段 [^{1}]: …", "write [^{1}]: …")
CODE(FOOTNOTE_TWICE, "footnote-twice", DIAG_WARNING, EXIT_CONTENT,
     "脚注 [^{1}] 定义了两次，只用第一处", "footnote [^{1}] is defined twice", "", "")
CODE(BAD_SCHEME, "scheme", DIAG_ERROR, EXIT_CONTENT, "不允许的链接：{1}",
     "link of a kind that is not allowed: {1}",
     "只能用 http、https、mailto、tel 和站内地址",
     "use http, https, mailto, tel or an address in the site")
CODE(REMOTE_IMAGE, "third-party", DIAG_ERROR, EXIT_CONTENT,
     "会从别的网站取内容：{1}", "would be fetched from another host: {1}",
     "把文件存到本报告的文件夹里，再引用它", "keep a copy beside the report and refer to it")
CODE(NO_ALT, "alt", DIAG_WARNING, EXIT_CONTENT, "图片没有说明文字",
     "image without a description", "写成 ![说明](图片)", "write ![what it shows](image)")

/* Structure of reports and of the site. */
CODE(OUTLINE, "outline", DIAG_ERROR, EXIT_CONTENT, "标题级别不对：{1}",
     "heading level: {1}", "章用 ##，节用 ###，一级一级往下",
     "## for chapters, ### for sections, one level at a time")
CODE(NO_HEADINGS, "no-headings", DIAG_ERROR, EXIT_CONTENT,
     "报告里没有章节标题", "a report without headings",
     "用 ## 写出各章，如 ## 一、工作总结", "write chapters as ## headings")
CODE(NAME_TWICE, "name-twice", DIAG_ERROR, EXIT_CONTENT,
     "{1} 已经是 {2} 的地址", "{1} is already the address of {2}",
     "改正标题的编号、在标题末尾写 {#名字}，或给文件改名",
     "mend the heading's number, write {#name} at its end, or rename the file")
CODE(BAD_NAME, "name", DIAG_ERROR, EXIT_CONTENT, "名字“{1}”不能用：{2}",
     "name '{1}' cannot be used: {2}",
     "只用小写字母和数字，最多一个点、24 个字符",
     "lower-case letters and digits, one dot, 24 characters at most")
CODE(NAME_CASE, "case", DIAG_ERROR, EXIT_CONTENT, "“{1}”和“{2}”只有大小写不同",
     "'{1}' and '{2}' differ in case only", "改一个名字", "rename one")
CODE(STRAY_FILE, "stray-file", DIAG_ERROR, EXIT_CONTENT,
     "报告文件夹里只放 report.md，或 summary.md 和 plan.md",
     "a report's folder has report.md, or summary.md and plan.md",
     "把这个文件并进报告，或移到文件夹外", "merge it into the report or move it out")
CODE(BOTH_FORMS, "both-forms", DIAG_ERROR, EXIT_CONTENT,
     "report.md 不能和 summary.md、plan.md 放在一起",
     "report.md cannot stand beside summary.md or plan.md", "只留一种", "keep one form")
CODE(DEAD_LINK, "dead-link", DIAG_ERROR, EXIT_CONTENT, "没有这个页面：{1}",
     "no such page: {1}", "", "")
CODE(DEAD_ANCHOR, "dead-anchor", DIAG_ERROR, EXIT_CONTENT,
     "{2} 里没有“{1}”这个位置", "no '{1}' in {2}", "", "")
CODE(DRAFT_LINK, "draft-link", DIAG_ERROR, EXIT_CONTENT, "链接指向草稿：{1}",
     "link to a draft: {1}", "", "")
CODE(NO_ASSET, "asset", DIAG_ERROR, EXIT_CONTENT, "文件“{1}”用不了：{2}",
     "cannot use '{1}': {2}", "", "")
CODE(OUTSIDE, "outside", DIAG_ERROR, EXIT_CONTENT, "“{1}”在内容文件夹之外",
     "'{1}' lies outside the content", "把文件复制进来再引用", "copy it into the content folder")
CODE(SYMLINK, "symlink", DIAG_ERROR, EXIT_CONTENT, "这是符号链接，不跟随",
     "a symbolic link is not followed", "换成文件本身", "put the file itself here")
CODE(NOT_REGULAR, "not-regular", DIAG_ERROR, EXIT_CONTENT, "不是普通文件",
     "not a regular file", "换成普通文件", "put a plain file in its place")
CODE(DEEP_FOLDER, "folder-depth", DIAG_ERROR, EXIT_CONTENT,
     "文件夹套得太深（上限 {1} 层）", "folders nested too deep (limit {1})",
     "把里面的文件夹往外移", "move the inner folders up")
CODE(TARGET_COUNTS, "targets-unequal", DIAG_WARNING, EXIT_CONTENT,
     "指标和数字的个数对不上：{1}", "indicators and numbers do not pair up: {1}",
     "请分开写清每个指标的数", "write each indicator with its own number")
CODE(LOST_UNIT, "unit", DIAG_WARNING, EXIT_CONTENT, "数字没有单位：{1}",
     "a number without a unit: {1}", "补上单位（% 还是亿元？）", "supply the unit")
CODE(SAMPLE_LEFT, "sample", DIAG_WARNING, EXIT_CONTENT,
     "样稿还有 {1} 处没有换成自己的内容", "{1} of the sample's words are still there",
     "把“某某”换成自己的名称，把“在这里写……”的段落换成正文，或删去",
     "put your own in place of 某某 and of the paragraphs 在这里写…, or delete them")
CODE(SPLIT_NUMBER, "split-number", DIAG_WARNING, EXIT_CONTENT,
     "数字中间有全角逗号，没有列为目标：{1}",
     "a full-width comma inside a number: it is no target: {1}",
     "小数点写“.”；是两个数就分开写",
     "a decimal point is “.”; two numbers are written apart")
CODE(LINT_GROWTH, "claimed-change", DIAG_WARNING, EXIT_CONTENT,
     "写的是 {1}，按前面两个数算是 {2}", "{1} is claimed, {2} by its two numbers",
     "核对这三个数", "check the three numbers")
CODE(LINT_PARTS, "parts", DIAG_WARNING, EXIT_CONTENT,
     "其中各项加起来有 {1}，比总数 {2} 还大",
     "the parts come to {1}, more than the whole, {2}",
     "核对总数和分项", "check the whole and its parts")
CODE(LINT_TWICE, "two-values", DIAG_WARNING, EXIT_CONTENT,
     "同一个指标写了两个数：{1}；另一处是 {2}",
     "one indicator with two values: {1}; the other is {2}",
     "核对两处，写成一样，或写清各指什么", "make them agree, or say what each means")
CODE(LINT_BELOW, "below-result", DIAG_WARNING, EXIT_CONTENT,
     "目标 {1} 低于已经达到的 {2}", "the target {1} is below what was reached, {2}",
     "核对目标，或写明为什么降低", "check the target, or say why it is lower")
CODE(TABLE_CELLS, "table-cells", DIAG_WARNING, EXIT_CONTENT,
     "这一行有 {1} 格，表头有 {2} 格", "row of {1} cells under a head of {2}",
     "补齐或删去多出的格", "mend the row")

/* The ledger of targets, targets.csv, and tables saved as CSV. */
CODE(CSV_CHARSET, "csv-charset", DIAG_NOTE, EXIT_CONTENT, "按 {1} 读入",
     "read as {1}", "下次另存为“CSV UTF-8”", "save it as CSV UTF-8 next time")
CODE(CSV_QUOTE, "csv-quote", DIAG_ERROR, EXIT_CONTENT,
     "从这里开始的引号没有结束", "quote opened here never ends",
     "补上结束的引号；格子里的引号要写两个",
     "close it; a quote inside a cell is written twice")
CODE(CSV_BEHIND, "csv-text", DIAG_ERROR, EXIT_CONTENT,
     "结束的引号后面还有字", "text behind a closing quote",
     "格子里的引号要写两个", "a quote inside a cell is written twice")
CODE(CSV_WIDE, "csv-columns", DIAG_ERROR, EXIT_CONTENT,
     "这一行超过 {1} 列", "row of more than {1} columns", "删去多余的列",
     "remove the columns that are not needed")
CODE(LEDGER_HEAD, "ledger-head", DIAG_ERROR, EXIT_CONTENT, "台账表头有误：{1}",
     "head of the ledger: {1}", "", "")
CODE(LEDGER_ROWS, "ledger-rows", DIAG_ERROR, EXIT_CONTENT,
     "台账超过 {1} 行", "ledger of more than {1} rows", "删去作废的行",
     "remove rows that were dropped")
CODE(LEDGER_WIDTH, "ledger-row", DIAG_ERROR, EXIT_CONTENT,
     "这一格在表头之外：{1}", "cell beyond the head: {1}",
     "内容里有逗号时，整格要用引号括起来", "a cell with a comma in it stands in quotes")
CODE(LEDGER_CELL, "ledger-cell", DIAG_ERROR, EXIT_CONTENT,
     "台账的“{1}”不对：{2}", "bad '{1}' in the ledger: {2}", "", "")
CODE(LEDGER_ID, "ledger-id", DIAG_ERROR, EXIT_CONTENT,
     "编号“{1}”已在第 {2} 行用过", "id '{1}' is that of line {2}",
     "新加的行不写编号，会自动补上", "leave the id of a new row empty; it is filled in")
CODE(LEDGER_QUOTE, "ledger-quote", DIAG_WARNING, EXIT_CONTENT,
     "台账引的原话在正文里找不到了：{1}", "the text no longer has the ledger's quote: {1}",
     "改台账的原话，或把状态改为 dropped", "mend the quote, or set its status to dropped")
CODE(LEDGER_VALUE, "ledger-value", DIAG_WARNING, EXIT_CONTENT,
     "台账和正文不一致：台账是 {1}，正文是 {2}",
     "ledger and text differ: {1} in the ledger, {2} in the text",
     "以台账为准发布；请改正其中一处", "the ledger's is published; mend one of them")
CODE(LEDGER_ALONE, "ledger-alone", DIAG_WARNING, EXIT_CONTENT,
     "台账旁边没有报告", "no report beside this ledger",
     "放到报告的文件夹里", "put it into a report's folder")
CODE(NO_REPORT, "no-report", DIAG_ERROR, EXIT_USAGE, "没有“{1}”这份报告",
     "no report '{1}'", "写报告的文件夹，如 2020", "name a report's folder, such as 2020")

/* Themes, templates and styles. */
CODE(THEME_MISSING, "theme", DIAG_ERROR, EXIT_CONFIG, "没有“{1}”这个主题",
     "no theme '{1}'", "检查 config.ini 的 [theme] name", "see [theme] name in config.ini")
CODE(THEME_FILE, "theme-file", DIAG_ERROR, EXIT_CONTENT, "主题缺少文件“{1}”",
     "the theme lacks '{1}'", "", "")
CODE(THEME_STRAY, "theme-stray", DIAG_WARNING, EXIT_CONTENT,
     "主题里的“{1}”不会用到", "the theme has no use for '{1}'",
     "图片放进 img/，脚本放进 js/，样式放进 scss/",
     "images go into img/, scripts into js/, styles into scss/")
CODE(TEMPLATE_SYNTAX, "template", DIAG_ERROR, EXIT_CONTENT, "模板有误：{1}",
     "template: {1}", "每个 {{#名字}} 要有同名的 {{/名字}}，每个 {{ 要有 }}",
     "each {{#name}} needs its {{/name}}, each {{ its }}")
CODE(TEMPLATE_NAME, "template-name", DIAG_ERROR, EXIT_CONTENT,
     "模板里没有“{1}”这个名字", "no such name in the template: {1}", "", "")
CODE(TEMPLATE_PARTIAL, "template-partial", DIAG_ERROR, EXIT_CONTENT,
     "没有“{1}”这个模板", "no such template: {1}", "", "")
CODE(TEMPLATE_CONTEXT, "template-context", DIAG_ERROR, EXIT_CONTENT,
     "这里不能放变量：{1}", "a variable cannot stand here: {1}",
     "变量放在文字里，或属性的引号里", "put it into text or between the quotes of an attribute")
CODE(TEMPLATE_HTML, "template-html", DIAG_ERROR, EXIT_CONTENT,
     "模板的 HTML 没有写完整：{1}", "unfinished HTML in the template: {1}",
     "标签的尖括号和引号要在同一段里开始、结束",
     "tags and quotes must begin and end within the same part")
CODE(TEMPLATE_DEPTH, "template-depth", DIAG_ERROR, EXIT_CONTENT,
     "模板“{1}”套用自己没有尽头", "template '{1}' includes itself without end", "", "")
CODE(WORDS_SYNTAX, "words", DIAG_ERROR, EXIT_CONTENT, "用语文件有误：{1}",
     "words file: {1}", "写成“名字 = 句子”", "write `name = sentence`")
CODE(STYLE_ERROR, "style", DIAG_ERROR, EXIT_CONTENT, "样式有误：{1}", "style: {1}",
     "改这一处；上一行少了分号或括号，也会报在这里",
     "mend this place; a semicolon or brace missing in the line above shows here, too")
CODE(STYLE_SIZE, "style-size", DIAG_ERROR, EXIT_CONTENT,
     "样式编译出来超过 {1}", "the style compiles to more than {1}",
     "减少嵌套和循环", "use less nesting and fewer loops")
CODE(STYLE_CRASH, "worker", DIAG_ERROR, EXIT_CONTENT, "样式编译器中断：{1}",
     "the style compiler ended: {1}", "请简化样式", "simplify the style")
CODE(STYLE_REMOTE, "style-remote", DIAG_ERROR, EXIT_CONTENT,
     "样式会从别的网站取内容：{1}", "the style would fetch from another host: {1}",
     "把文件放进主题里", "keep a copy in the theme")
CODE(STYLE_MODERN, "style-module", DIAG_ERROR, EXIT_CONTENT,
     "样式编译器不认得 {1}", "the style compiler does not know {1}", "用 @import",
     "use @import")

CODE(SEARCH_SIZE, "search-size", DIAG_WARNING, EXIT_CONTENT,
     "站内搜索装不下全部正文，较早的 {1} 份报告搜不到",
     "the search cannot hold all text; {1} earlier reports are left out",
     "调大 [search] max_bytes", "raise [search] max_bytes")

/* The finished pages. */
CODE(TWIN_ID, "twin-id", DIAG_ERROR, EXIT_CONTENT, "id“{1}”在一页里出现两次",
     "id '{1}' stands twice in one page", "", "")
CODE(PAGE_EMPTY, "page-empty", DIAG_ERROR, EXIT_CONTENT, "页面没有内容",
     "the page has no text", "", "")
CODE(PAGE_SCRIPT, "script", DIAG_ERROR, EXIT_CONTENT, "页面里有脚本：{1}",
     "a script in the page: {1}",
     "多半出自主题的模板", "most likely from a template of the theme")
CODE(PAGE_REMOTE, "page-remote", DIAG_ERROR, EXIT_CONTENT,
     "页面会从别的网站取内容：{1}", "the page would fetch from another host: {1}",
     "多半出自主题的模板", "most likely from a template of the theme")
CODE(PAGE_LINK, "page-link", DIAG_ERROR, EXIT_CONTENT, "链接没有着落：{1}",
     "link leads nowhere: {1}", "", "")
CODE(PAGE_ANCHOR, "page-anchor", DIAG_ERROR, EXIT_CONTENT, "链接的位置不存在：{1}",
     "link to a place that is not there: {1}", "", "")
CODE(PAGE_NAME, "page-name", DIAG_ERROR, EXIT_CONTENT,
     "文件名“{1}”在光盘或旧系统上不能用：{2}",
     "'{1}' is a name that media or old systems refuse: {2}", "改个名字", "rename it")
CODE(PAGE_ABSOLUTE, "page-absolute", DIAG_ERROR, EXIT_CONTENT,
     "链接以 / 开头，换个文件夹或光盘就打不开：{1}",
     "link from the server's root, which breaks on other servers and on media: {1}",
     "写成相对地址，如 ../css/site.css", "write it relative, such as ../css/site.css")
CODE(PAGE_FOLDER, "page-folder", DIAG_ERROR, EXIT_CONTENT,
     "链接指向文件夹，双击打开时没有首页：{1}",
     "link to a folder, which has no front page when opened from a disk: {1}",
     "写明 index.html", "name index.html")
CODE(PAGE_SCHEME, "page-scheme", DIAG_ERROR, EXIT_CONTENT, "不允许的链接：{1}",
     "link of a kind that is not allowed: {1}",
     "只能用 http、https、mailto、tel 和站内地址",
     "use http, https, mailto, tel or an address in the site")
CODE(PAGE_FRAME, "page-frame", DIAG_ERROR, EXIT_CONTENT, "页面里嵌了别的内容：{1}",
     "embedded content in the page: {1}", "改成链接", "make it a link")
CODE(PAGE_OPENER, "page-opener", DIAG_WARNING, EXIT_CONTENT,
     "在新窗口打开的外部链接能操纵本页：{1}",
     "a link that opens a window can change this page: {1}",
     "加上 rel=\"noopener noreferrer\"", "add rel=\"noopener noreferrer\"")
CODE(PAGE_SYNTAX, "page-syntax", DIAG_ERROR, EXIT_CONTENT, "页面的 HTML 有误：{1}",
     "HTML: {1}", "", "")
CODE(PAGE_DOUBT, "page-doubt", DIAG_ERROR, EXIT_CONTENT,
     "不同的浏览器对这里的理解不一样：{1}", "browsers differ in reading this: {1}",
     "改写得规范些", "write it in the regular way")
CODE(PAGE_TAGS, "page-tags", DIAG_ERROR, EXIT_CONTENT, "开始和结束标签不成对：{1}",
     "tag without its partner: {1}",
     "多半出自主题的模板", "most likely from a template of the theme")
CODE(PAGE_LARGE, "page-large", DIAG_ERROR, EXIT_CONTENT, "页面有 {1}，上限是 {2}",
     "page of {1}, limit {2}", "把内容分到几个文件", "split the content")
CODE(GOV_TAG, "gov-tag", DIAG_WARNING, EXIT_CONTENT, "缺少页面标签 {1}",
     "no page tag {1}", "见 config.ini 的 [gov] 和报告的文件头",
     "see [gov] in config.ini and the report's front matter")
CODE(GOV_TAG_VALUE, "gov-tag-value", DIAG_WARNING, EXIT_CONTENT,
     "页面标签 {1} 的值不对：{2}", "page tag {1}: {2}", "", "")
CODE(GOV_TAG_CASE, "gov-tag-case", DIAG_WARNING, EXIT_CONTENT,
     "页面标签 {1} 的大小写不对，应写 {2}", "page tag {1} is to be written {2}", "", "")
CODE(GOV_TITLE, "gov-title", DIAG_WARNING, EXIT_CONTENT,
     "页面标题不是“标题_栏目_网站名称”：{1}",
     "the page's title is not of the form title_column_site: {1}", "", "")
CODE(GOV_FOOTER, "gov-footer", DIAG_WARNING, EXIT_CONTENT, "页脚没有{1}",
     "the footer lacks {1}", "", "")
CODE(PAGE_ALT, "page-alt", DIAG_WARNING, EXIT_CONTENT, "图片没有说明文字：{1}",
     "picture without a description: {1}", "加上 alt=\"…\"", "add alt=\"…\"")
CODE(PAGE_H1, "page-h1", DIAG_WARNING, EXIT_CONTENT, "一页应有一个大标题 h1，这里有 {1} 个",
     "a page has one h1 heading; this one has {1}", "", "")
CODE(PAGE_TABLE, "page-table", DIAG_WARNING, EXIT_CONTENT, "表格没有表头：{1}",
     "table without heads: {1}", "表头的格子用 <th scope=\"col\">", "use <th scope=\"col\">")
CODE(PAGE_LANG, "page-lang", DIAG_WARNING, EXIT_CONTENT, "没有写明语言：{1}",
     "no language is given: {1}", "写成 <html lang=\"zh-CN\">", "write <html lang=\"zh-CN\">")
CODE(EXTERNAL_HOST, "external", DIAG_NOTE, EXIT_CONTENT, "有指向别的网站的链接：{1}",
     "links to another host: {1}", "", "")

/* The rules of government sites: `gongkai check gov`. */
CODE(GOV_SETTING, "gov-setting", DIAG_WARNING, EXIT_CONTENT,
     "没有填 {1}（{2}）", "{1} is empty ({2})",
     "有就填上；没有的不要编", "fill it in where there is one; nothing is made up")

/* Import of texts from elsewhere. */
CODE(IMPORT_KIND, "import-kind", DIAG_ERROR, EXIT_CONTENT,
     "不能导入这种文件：{1}", "files of this kind cannot be imported: {1}",
     "可导入网页（.html）、纯文本（.txt）和 Word 文档（.docx）",
     "web pages (.html), plain text (.txt) and Word documents (.docx) can")
CODE(IMPORT_CHARSET, "import-charset", DIAG_NOTE, EXIT_CONTENT,
     "按 {1} 读入：{2}", "read as {1}: {2}", "", "")
CODE(IMPORT_BYTES, "import-bytes", DIAG_WARNING, EXIT_CONTENT,
     "有 {1} 个字节读不出来，已换成 �；第一个在第 {2} 字节",
     "{1} bytes are no characters and became �; the first is byte {2}",
     "对照原文补上", "compare with the original")
CODE(IMPORT_NO_TEXT, "no-text", DIAG_ERROR, EXIT_CONTENT,
     "没有找到正文（不到 {1} 个汉字）", "no article text (under {1} characters)",
     "网页可能要登录或由脚本生成：在浏览器里全选、复制到文本文件再导入",
     "the page may need a login or a script: copy its text from the browser")
CODE(IMPORT_OUTSIDE, "text-outside", DIAG_WARNING, EXIT_CONTENT,
     "这一段在正文以外，没有取用：{1}", "left out, for it stands beside the article: {1}",
     "如果它属于报告，请补进 report.md", "add it to report.md if it belongs there")
CODE(IMPORT_FIGURE, "figure-lost", DIAG_ERROR, EXIT_CONTENT,
     "原文的数字没有进入结果：{1}", "a figure of the source is not in the result: {1}",
     "对照原文补上", "compare with the original and supply it")
CODE(IMPORT_MERGED, "table-merged", DIAG_WARNING, EXIT_CONTENT,
     "表格有 {1} 个合并的单元格，已拆开，其余各格留空",
     "table with {1} merged cells: the cells they covered are left empty",
     "对照原表检查", "compare with the original table")
CODE(IMPORT_IMAGE, "import-image", DIAG_WARNING, EXIT_CONTENT,
     "图片“{1}”没有取用：{2}", "picture '{1}' was not taken: {2}", "", "")
CODE(IMPORT_PARENT, "import-parent", DIAG_WARNING, EXIT_CONTENT,
     "“{1}”前面缺上一级标题，已补“{2}”", "no heading above '{1}'; put in '{2}'",
     "写上原文的标题，或把前一页一起导入",
     "write the original's, or import the page before it, too")
CODE(IMPORT_PLAIN, "import-plain", DIAG_WARNING, EXIT_CONTENT,
     "没有认出章节标题，全文放在一章里", "no headings were found: all is one chapter",
     "用 ## 标出各章", "mark chapters by ##")
CODE(IMPORT_YEAR, "import-year", DIAG_WARNING, EXIT_CONTENT,
     "没有找到年度", "no year was found", "在文件头写 year: 2020",
     "give `year: 2020` in the front matter")
CODE(IMPORT_TWICE, "import-twice", DIAG_WARNING, EXIT_CONTENT,
     "和“{1}”内容相同，只取一次", "the same as '{1}': taken once", "", "")
CODE(IMPORT_STANDS, "import-stands", DIAG_ERROR, EXIT_CONTENT,
     "“{1}”已经有了，内容不同，不覆盖", "'{1}' exists and differs; it stays as it is",
     "用 -o 换一个文件夹，或先移走它", "give another folder by -o, or move it away")

/* What is nobody's business (DOMAIN.md §4). */
CODE(PERSONAL_ID, "personal-id", DIAG_ERROR, EXIT_CONTENT, "有身份证号：{1}",
     "identity number: {1}",
     "删去它；确需公开时把号码和理由写进 [privacy] exceptions",
     "remove it; if it must be public, put it and the reason into [privacy] exceptions")
CODE(PERSONAL_PHONE, "personal-phone", DIAG_ERROR, EXIT_CONTENT, "有手机号：{1}",
     "mobile number: {1}",
     "换成办公电话；确需公开时把号码和理由写进 [privacy] exceptions",
     "give an office line; if it must be public, put it and the reason into "
     "[privacy] exceptions")
CODE(PERSONAL_CARD, "personal-card", DIAG_ERROR, EXIT_CONTENT, "有银行卡号：{1}",
     "bank card number: {1}", "删去它", "remove it")
CODE(PERSONAL_LIST, "personal-list", DIAG_ERROR, EXIT_CONTENT,
     "名单里有不该公开的一栏：{1}", "list of people with a column that is private: {1}",
     "删去这一栏，或打上 **", "remove that column or mask it by **")
CODE(PERSONAL_NAMES, "personal-names", DIAG_WARNING, EXIT_CONTENT,
     "这里列出了困难群众的姓名", "names of people in need are listed here",
     "只写户数和人数", "give the number of households and people alone")
CODE(PERSONAL_UNREAD, "personal-unread", DIAG_WARNING, EXIT_CONTENT,
     "附件打不开，没有检查个人信息", "this file could not be read for personal data",
     "另存一次，或另换一种格式", "save it anew or in another format")
CODE(PERSONAL_CLOSED, "personal-closed", DIAG_NOTE, EXIT_CONTENT,
     "这种格式的附件不检查个人信息，公开前请人工看一遍",
     "files of this format are not checked for personal data; look through it yourself",
     "能另存为 csv、xlsx 或 docx 的，另存后再公开",
     "save it as csv, xlsx or docx where that can be done")

/* Pictures. */
CODE(PAYMENT_CODE, "payment-code", DIAG_ERROR, EXIT_CONTENT,
     "图片里有收款码（{1}）：{2}", "payment code ({1}) in a picture: {2}",
     "从内容里去掉这张图片", "take the picture out of the content")
CODE(QR_CODE, "qr-code", DIAG_NOTE, EXIT_CONTENT, "图片里的二维码写着：{1}",
     "a QR code in a picture says: {1}", "", "")
CODE(IMAGE_BROKEN, "image-broken", DIAG_ERROR, EXIT_CONTENT, "图片损坏：{1}",
     "broken picture: {1}", "重新取得或另存这张图片", "get or save the picture anew")
CODE(IMAGE_LARGE, "image-large", DIAG_ERROR, EXIT_CONTENT,
     "图片太大：{1}", "picture too large: {1}",
     "缩小它，或调大 [images] max_pixels", "make it smaller, or raise [images] max_pixels")
CODE(IMAGE_HIDDEN, "image-metadata", DIAG_ERROR, EXIT_CONTENT,
     "图片里有看不见的数据：{1}", "hidden data in a picture: {1}",
     "用 gongkai build 重新生成网站，它会去掉这些数据",
     "build the site anew with gongkai build, which takes them out")

/* Configuration and command line. */
CODE(CONFIG_SYNTAX, "config", DIAG_ERROR, EXIT_CONFIG, "配置写法有误：{1}",
     "configuration: {1}", "写成“键 = 值”", "write `key = value`")
CODE(CONFIG_SECTION, "config-section", DIAG_ERROR, EXIT_CONFIG,
     "配置里没有 [{1}] 这一节", "unknown section [{1}]", "", "")
CODE(CONFIG_KEY, "config-key", DIAG_ERROR, EXIT_CONFIG, "[{2}] 里没有“{1}”这个键",
     "unknown key '{1}' in [{2}]", "", "")
CODE(CONFIG_LOOSE, "config-loose", DIAG_ERROR, EXIT_CONFIG,
     "“{1}”不在任何一节里", "'{1}' stands in no section",
     "在它前面写一行节名，如 [site]", "write a line such as [site] before it")
CODE(CONFIG_VALUE, "config-value", DIAG_ERROR, EXIT_CONFIG, "“{1}”的值不对：{2}",
     "bad value for '{1}': {2}", "", "")
CODE(CONFIG_TWICE, "config-twice", DIAG_ERROR, EXIT_CONFIG, "“{1}”写了两次",
     "'{1}' is given twice", "删去一处", "remove one")
CODE(CONFIG_MISSING, "config-missing", DIAG_ERROR, EXIT_CONFIG,
     "没有 config.ini", "no config.ini",
     "在网站文件夹里运行，或用 -C 指明；新建网站用 gongkai new site",
     "run it in the site's folder or give -C; `gongkai new site` makes one")
CODE(SITE_MISSING, "site-folder", DIAG_ERROR, EXIT_CONFIG,
     "没有“{1}”这个文件夹", "no folder '{1}'",
     "看 -C 后面写得对不对；新建网站用 gongkai new site",
     "see whether -C names the right one; `gongkai new site` makes one")
CODE(CONTENT_MISSING, "content", DIAG_ERROR, EXIT_CONFIG,
     "内容文件夹“{1}”不能用：{2}", "the content folder '{1}' cannot be used: {2}",
     "看 [build] content_dir 写得对不对；新建报告用 gongkai new report 年份",
     "see whether [build] content_dir is right; gongkai new report YEAR makes a report")
CODE(OUTPUT_UNSAFE, "output", DIAG_ERROR, EXIT_CONFIG, "不能写到“{1}”：{2}",
     "cannot write to '{1}': {2}", "", "")
CODE(OUTPUT_FOREIGN, "output-foreign", DIAG_ERROR, EXIT_CONFIG,
     "“{1}”里有不是 gongkai 生成的文件：{2}",
     "'{1}' has files that gongkai did not write: {2}",
     "换一个空文件夹；若它是 gongkai 生成的、只是丢了 manifest.txt，先把它移走",
     "choose an empty folder; a site of gongkai's that lost its manifest.txt is to be moved away first")
CODE(OUTPUT_MOUNT, "output-mount", DIAG_ERROR, EXIT_CONFIG,
     "“{1}”是整个盘，不能整个换下",
     "'{1}' is a whole disk, which cannot be replaced in one step",
     "写盘上的一个文件夹，例如 {1}/gongkai", "name a folder on it: {1}/gongkai")
CODE(OUTPUT_PLACE, "output-place", DIAG_ERROR, EXIT_CONFIG,
     "“{1}”不能用作输出：应是一个可整个换下的文件夹",
     "'{1}' cannot be the output: it must be a folder that can be swapped whole",
     "不要用文件、符号链接或网站的根文件夹",
     "not a file, a symbolic link or the site's root")
CODE(OUTPUT_TAKEN, "output-taken", DIAG_ERROR, EXIT_CONFIG,
     "“{1}”里的“{2}”不是 gongkai 生成的，而新网站要用这个名字",
     "'{2}' in '{1}' is not gongkai's, and the new site needs that name",
     "把它移走或改名", "move it away or rename it")
CODE(OUTPUT_NO_SWAP, "output-swap", DIAG_ERROR, EXIT_CONFIG,
     "“{1}”所在的磁盘不能一步换上新网站",
     "the disk of '{1}' cannot swap folders in one step",
     "输出到电脑的硬盘上，不要放在 U 盘或共享盘",
     "put the output on a local disk, not on FAT or a share")
CODE(OUTPUT_LEFT, "output-left", DIAG_WARNING, EXIT_SYSTEM,
     "新网站已换上，但旧的没有清完，还留在“{1}”：{2}",
     "the new site is in place, but the old one is still in '{1}': {2}",
     "看看里面有没有要留的，再把它移走：它会挡住下一次运行",
     "see whether it has something to keep, and move it away: the next run may stop at it")
CODE(OUTPUT_STRAY, "output-stray", DIAG_ERROR, EXIT_CONFIG,
     "上次中断留下的“{1}”里有不是 gongkai 生成的文件：{2}",
     "'{1}', left by an interrupted run, has a file that is not gongkai's: {2}",
     "把这个文件移走，再运行", "move that file away, then run again")
CODE(FILE_STANDS, "stands", DIAG_ERROR, EXIT_CONFIG,
     "“{1}”已经有了，不覆盖", "'{1}' is there already and stays as it is",
     "换一个文件夹或年份，或先移走它",
     "choose another folder or year, or move it away first")

/* Parcels of a site, made alone (build --only) to be joined (build --join). */
CODE(PARCEL_MISSING, "parcel-missing", DIAG_ERROR, EXIT_CONTENT,
     "没有报告 {1} 的分包", "there is no parcel of report {1}",
     "运行 gongkai build --only {1}", "run gongkai build --only {1}")
CODE(PARCEL_BROKEN, "parcel-broken", DIAG_ERROR, EXIT_CONTENT,
     "报告 {1} 的分包残缺，或不是分包",
     "the parcel of report {1} is damaged, or is none",
     "重新运行 gongkai build --only {1}，或重新传一遍",
     "run gongkai build --only {1} again, or copy it again")
CODE(PARCEL_PROGRAM, "parcel-program", DIAG_ERROR, EXIT_CONTENT,
     "报告 {1} 的分包是另一个版本的 gongkai 做的",
     "the parcel of report {1} was made by another version of gongkai",
     "每台机器用同一个程序，重新运行 gongkai build --only {1}",
     "use one and the same program everywhere; run gongkai build --only {1} again")
CODE(PARCEL_SETTINGS, "parcel-settings", DIAG_ERROR, EXIT_CONTENT,
     "做报告 {1} 的分包时，配置或主题和现在不同",
     "the parcel of report {1} was made with other settings or another theme",
     "重新运行 gongkai build --only {1}，config.ini、themes/、--set 和 --strict 要一样",
     "run gongkai build --only {1} again; config.ini, themes/, --set and --strict must be the same")
CODE(PARCEL_STALE, "parcel-stale", DIAG_ERROR, EXIT_CONTENT,
     "报告 {1} 的分包过时了：{2} 后来有改动",
     "the parcel of report {1} is out of date: {2} has changed since",
     "重新运行 gongkai build --only {1}", "run gongkai build --only {1} again")
CODE(PARCEL_ALONE, "parcel-alone", DIAG_WARNING, EXIT_CONTENT,
     "没有“{1}”这份报告，这个分包没有用上",
     "there is no report {1}: this parcel is not used", "删去它", "remove it")

/* Archives and published releases. */
CODE(MEDIUM_NAME, "medium-name", DIAG_ERROR, EXIT_CONTENT,
     "“{1}”在光盘或 U 盘上不能用：{2}", "'{1}' cannot stand on a disc or stick: {2}",
     "给文件改名", "rename the file")
CODE(MEDIUM_TAKEN, "medium-taken", DIAG_ERROR, EXIT_CONTENT,
     "归档要用“{1}”这个名字，网站里已经有了", "the archive needs the name '{1}', which the site has",
     "给网站里的那个文件改名", "rename the site's file")
CODE(MEDIUM_LARGE, "medium-large", DIAG_ERROR, EXIT_CONTENT,
     "放不下：需要 {1}，介质只有 {2}", "does not fit: {1} needed, the medium holds {2}",
     "用 --split 按年份分开，或压缩最大的图片",
     "use --split, one medium a year, or make the largest pictures smaller")
CODE(SUMS_MISSING, "no-manifest", DIAG_ERROR, EXIT_CONTENT,
     "“{1}”里没有校验清单 manifest-sha256.txt", "'{1}' has no manifest-sha256.txt",
     "这不是 gongkai 的归档，或清单被删去了", "is it an archive of gongkai's?")
CODE(SUMS_LINE, "manifest-line", DIAG_ERROR, EXIT_CONTENT,
     "校验清单的这一行不对：{1}", "bad line of the manifest: {1}", "", "")
CODE(VERIFY_GONE, "gone", DIAG_ERROR, EXIT_CONTENT, "清单里有，这里没有",
     "is in the manifest, but not here", "", "")
CODE(VERIFY_HASH, "hash", DIAG_ERROR, EXIT_CONTENT, "SHA-256 不一致，文件被改动或损坏了",
     "SHA-256 differs: changed or damaged", "", "")
CODE(VERIFY_EXTRA, "extra", DIAG_ERROR, EXIT_CONTENT, "清单里没有这个文件",
     "is not in the manifest", "", "")
CODE(ARCHIVE_DAMAGED, "archive-damaged", DIAG_ERROR, EXIT_CONTENT,
     "读不出这个归档：{1}", "the archive cannot be read: {1}", "换一份副本",
     "use another copy")
CODE(SIGN_KEY, "sign-key", DIAG_ERROR, EXIT_CONFIG, "密钥文件“{1}”不能用：{2}",
     "key file '{1}' cannot be used: {2}",
     "用 minisign -G 生成密钥，放在网站文件夹之外",
     "make one by `minisign -G` and keep it outside the site's folder")
CODE(SIGN_BAD, "signature", DIAG_ERROR, EXIT_CONTENT, "签名不对：{1}",
     "bad signature: {1}", "不要相信这份副本", "do not trust this copy")
CODE(SIGN_MISSING, "no-signature", DIAG_ERROR, EXIT_CONTENT,
     "没有签名，不能用公钥核对", "there is no signature to hold against the key", "", "")
CODE(SIGN_UNASKED, "unchecked-signature", DIAG_NOTE, EXIT_CONTENT,
     "有签名（密钥编号 {1}），没有核对", "signed by key {1}, not checked",
     "用 --key 公钥文件 核对", "give --key PUBLIC_KEY to check it")
CODE(PUBLISH_SHRINK, "shrink", DIAG_ERROR, EXIT_CONTENT,
     "这次会撤下 {1} 页，原来共 {2} 页", "{1} of {2} pages would vanish",
     "确实要撤，用 --max-deletes 写明页数", "if that is meant, say so by --max-deletes")
CODE(PUBLISH_FIRST, "no-release", DIAG_ERROR, EXIT_CONTENT,
     "“{1}”里没有更早的版本可以退回", "'{1}' has no earlier release to go back to", "", "")
CODE(RELEASE_DAMAGED, "release-damaged", DIAG_ERROR, EXIT_CONTENT,
     "版本“{1}”不完整，不能退回：{2}", "release '{1}' is not whole: {2}",
     "退到更早的一版：--rollback 2", "go back further: --rollback 2")
CODE(RELEASE_KEPT, "release-left", DIAG_WARNING, EXIT_SYSTEM,
     "旧版本“{1}”没有清完：{2}", "the old release '{1}' could not be cleared: {2}", "", "")
CODE(FRAGMENT_MAIN, "fragment", DIAG_ERROR, EXIT_CONTENT,
     "页面没有 <main>，取不出正文", "page without <main>: no body to take out",
     "主题的模板要有一个 <main>", "the theme's templates need one <main>")

/* The preview. */
CODE(SERVE_REMOTE, "serve-remote", DIAG_WARNING, EXIT_CONFIG,
     "预览开在“{1}”上：同一网络里的人都能看到还没有公开的内容",
     "the preview is open on '{1}': whoever is on the network can read it",
     "看完就用 Ctrl-C 结束", "end it with Ctrl-C as soon as you can")
CODE(SERVE_UNSAFE, "serve-unsafe", DIAG_ERROR, EXIT_CONFIG,
     "“{1}”不是本机自己的地址，别人也能看到预览",
     "'{1}' is not this machine's own address: others could read the preview",
     "确实要这样，请加 --allow-remote", "if that is meant, add --allow-remote")
CODE(PORT_TAKEN, "port", DIAG_ERROR, EXIT_SYSTEM, "不能在 {1} 上开预览：{2}",
     "cannot serve on {1}: {2}", "用 -p 换一个端口", "choose another port with -p")
CODE(WATCH_LIMIT, "watch-limit", DIAG_WARNING, EXIT_SYSTEM,
     "系统不让再监视文件改动（{1}），改为每秒查看一遍",
     "the system's limit for watching files is reached ({1}); looking every second instead",
     "管理员可以调高：sysctl fs.inotify.max_user_watches=524288 "
     "fs.inotify.max_user_instances=512",
     "as root: sysctl fs.inotify.max_user_watches=524288 "
     "fs.inotify.max_user_instances=512")
CODE(WATCH_REMOTE, "watch-remote", DIAG_NOTE, EXIT_SYSTEM,
     "“{1}”在网络盘或共享盘上，每秒查看一遍改动",
     "'{1}' is on a network or shared drive: looking for changes every second", "", "")
CODE(USAGE, "usage", DIAG_ERROR, EXIT_USAGE, "{1}", "{1}",
     "用 gongkai help 看用法", "see `gongkai help`")

/* The system. */
CODE(SYSTEM_READ, "read", DIAG_ERROR, EXIT_SYSTEM, "读不了“{1}”：{2}",
     "cannot read '{1}': {2}", "", "")
CODE(SYSTEM_WRITE, "write", DIAG_ERROR, EXIT_SYSTEM, "写不了“{1}”：{2}",
     "cannot write '{1}': {2}", "", "")
CODE(SYSTEM_MISSING, "missing", DIAG_ERROR, EXIT_SYSTEM, "没有“{1}”",
     "no such file or folder: '{1}'", "看名字对不对，命令是不是在该在的文件夹里运行的",
     "see to the name, and to the folder that the command was run in")
CODE(READ_DENIED, "read-permission", DIAG_ERROR, EXIT_SYSTEM,
     "没有权限读“{1}”", "cannot read '{1}': Permission denied",
     "检查它的所有者和权限", "see to its owner and mode")
CODE(WRITE_DENIED, "write-permission", DIAG_ERROR, EXIT_SYSTEM,
     "没有权限写“{1}”", "cannot write '{1}': Permission denied",
     "检查它和所在文件夹的所有者和权限", "see to the owner and mode of it and its folder")
CODE(SYSTEM_FULL, "disk-full", DIAG_ERROR, EXIT_SYSTEM,
     "写“{1}”时磁盘满了（或超出配额）",
     "no space left on the disk (or in the quota) for '{1}'",
     "腾出空间再运行", "make room and run again")
CODE(SYSTEM_READ_ONLY, "read-only", DIAG_ERROR, EXIT_SYSTEM,
     "“{1}”所在的磁盘是只读的", "the disk of '{1}' is read-only", "换一个位置",
     "choose another place")
CODE(SYSTEM_CHANGED, "changed", DIAG_ERROR, EXIT_SYSTEM,
     "“{1}”在读的时候被改动了", "'{1}' changed while it was read", "再运行一次", "run again")
CODE(SYSTEM_SPACE, "space", DIAG_ERROR, EXIT_SYSTEM,
     "磁盘空间不够：需要 {1}，只有 {2}", "no space left: need {1}, have {2}",
     "腾出空间再运行", "make room and run again")
CODE(SYSTEM_BUSY, "busy", DIAG_ERROR, EXIT_BUSY, "另一次运行还没有结束：{1}",
     "another run is at work: {1}", "等它结束再试；它若一直不动，先结束这个进程",
     "wait until it has ended; where it hangs, end that process first")
CODE(SYSTEM_LEFT, "left-over", DIAG_NOTE, EXIT_SYSTEM,
     "清理了上次中断留下的文件：{1}", "cleared what an interrupted run left: {1}", "", "")
CODE(SYSTEM_BUG, "bug", DIAG_ERROR, EXIT_BUG, "程序内部错误：{1}", "a bug of ours: {1}",
     "请把这一行报告给我们", "please report this line")
