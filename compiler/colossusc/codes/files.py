"""C07xx: files and imports."""

from __future__ import annotations

from colossusc.codes import Code

CODES: tuple[Code, ...] = (
    Code(
        "C0701",
        "there is no such file",
        "A file named on the command line or in an `import` does not exist. The path of an import starts at the folder "
        "of the file that imports it.",
        bad='import "not_written_yet.colossus" as plan\n',
    ),
    Code(
        "C0702",
        "files import each other in a circle",
        "The message shows the circle as a path. Move what both need into a file that imports neither.",
    ),
    Code(
        "C0703",
        "an import stays within the project",
        "A plan means the same on every machine, so it imports only files beside or below it: no absolute path, no "
        "drive letter, no `..`, and no link to a place outside the project. The project is the nearest folder with "
        "`.git`; where there is none, the folder of the plan or the one named on the command line. Nothing of a "
        "refused file is read or shown.",
        bad='import "../../other/sources.colossus" as src\n',
        good='import "sources.colossus" as src\n',
    ),
    Code(
        "C0704",
        "the standard library has no such file",
        "`use` takes files of the standard library: `catalog.` parts with their data sheets, `rules.` rule packs. Your "
        "own files are taken with `import`.",
        bad="use catalog.nvidea\n",
        good="use catalog.nvidia\n",
    ),
    Code(
        "C0706",
        "the file is not UTF-8",
        "A plan is text in UTF-8, with or without a byte order mark. The message names the first byte that is not, "
        "counted from 0, and its line. Editors offer *save with encoding*; `iconv -f latin1 -t utf8` converts.",
    ),
    Code(
        "C0707",
        "a folder stands where a file is needed",
        "An `import` names one file. On the command line a folder stands for all `.colossus` files in it and below.",
    ),
    Code(
        "C0708",
        "a pipe or a device is no file",
        "A plan is read from regular files, so that reading it ends. To check what another program writes, pass `-` "
        "and, so that messages and imports know its place, `--stdin-filename plan.colossus`.",
    ),
    Code(
        "C0709",
        "the file cannot be read",
        "The operating system refused, for the reason given: most often the file belongs to someone else.",
    ),
    Code(
        "C0710",
        "only `.colossus` files are imported",
        "An `import` reads text in this language, never a file of another kind, so that nothing private in the project "
        "can turn up in a message.",
        bad='import "sources.csv" as src\n',
        good='import "sources.colossus" as src\n',
    ),
    Code(
        "C0711",
        "`colossus.toml` has a key that there is not",
        "The keys of `colossus.toml` are the long options of the command line, with `_` for `-`, and the tables "
        "`[files]`, `[rules]` and `[templates]`: `docs/configuration.md` lists them. A key that nothing reads would "
        "be a setting that does not hold.",
    ),
    Code(
        "C0712",
        "a setting of `colossus.toml` has a value that it cannot have",
        "The message says what it takes; it is the same as on the command line.",
    ),
    Code(
        "C0713",
        "`colossus.toml` is not TOML",
        "The file is read as TOML 1.0: `key = value` lines, texts in quotes, lists in brackets, tables under `[name]`.",
    ),
    Code(
        "C0714",
        "an error of the compiler has no level",
        "`[rules]` sets how much a rule counts, or a warning or note of the compiler. What the compiler calls an error "
        "leaves the plan without a meaning, so that nothing that is said of it could be trusted: it is mended, not "
        "silenced.",
    ),
    Code(
        "C0715",
        "a level is set for nothing",
        "A name under `[rules]` in `colossus.toml` is a code such as `TVA001`, the beginning of codes such as `TVA`, "
        "the name of a rule, or the title of a `require`. This one fits nothing that was checked: it is misspelt, or "
        "the rule has gone, or it stands in a file that was not part of this run.",
        severity="warning",
    ),
    Code(
        "C0716",
        "nothing is locked",
        "With `--locked` the catalogs and rule packs must be those of `colossus.lock`, which stands beside "
        "`colossus.toml`, or at the root of the project. `colossusc lock PATH` writes it; commit it with the plans.",
    ),
    Code(
        "C0717",
        "a pack is not what was locked",
        "The text of a catalog or of a rule pack has changed since `colossusc lock` was run: with another version of "
        "the compiler, or because someone edited the file. What was checked before may come out differently now. Look "
        "at what changed, check the plans, and lock again.",
    ),
    Code(
        "C0718",
        "a pack is not in the lock",
        "The plans use a catalog or a rule pack that they did not use when `colossusc lock` was run. Lock again.",
    ),
    Code(
        "C0719",
        "an output cannot have this name",
        "`[templates]` in `colossus.toml` names outputs that stand beside the report: small letters, digits, `_` and "
        "`-`, and an ending, which also says how texts are written (`.md`, `.html`, `.csv` …). So a name means the "
        "same on every file system. `report`, `ir`, `bom`, `dues` and `one_line` are those of the compiler's own "
        "outputs.",
    ),
    Code(
        "C0720",
        "a template is a `.j2` file of the project",
        "A project's own template is named by its path from `colossus.toml`, and lies in the project, links "
        "followed: nothing that is private on a machine can turn up in an output. What it includes, extends or "
        "imports is a `.j2` file of the same folder, named without a path.",
    ),
    Code(
        "C0721",
        "this is no Jinja template",
        "A template is text with `{{ … }}` where something is printed and `{% … %}` where something is done, as "
        "[Jinja](https://jinja.palletsprojects.com/) has them. The message is of the line on which it came to light; a "
        "block that is not closed does so at the end.",
    ),
    Code(
        "C0722",
        "a template asks for what there is not",
        "A name that a template uses is a variable, or what a row has: `docs/reference/templates.md` lists both. A "
        "misspelt name is an error and not an empty place in a memo. What only some plans have, such as `scenarios`, "
        "is asked for first: `{% if scenarios %}`.",
    ),
    Code(
        "C0723",
        "a template prints or computes what cannot be",
        'Texts, numbers and truths are printed. A list or a row is not: `{% for … %}` goes through it, `|join(", ")` '
        "prints its items, `|tojson` all of it. A value of `model` that is not given is `none`, and is printed as "
        '`{{ … or "not given" }}`.',
    ),
    Code(
        "C0724",
        "a template reaches for more than its data",
        "A template may come from anybody, so it is rendered in a process that has no files, no network and no "
        "environment, and it reads data only: no attribute that begins with `_`, nothing that changes what it is "
        "given.",
    ),
    Code(
        "C0725",
        "a template takes too much",
        "One template may take 10 s, 512 MB (where the system can tell) and 10,000,000 characters, a `range` 100,000 "
        "numbers, and what calls or includes itself has an end. A report needs none of this: it is most often a loop "
        "that never ends.",
    ),
)
