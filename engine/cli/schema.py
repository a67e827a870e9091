"""`quyche schema`: the JSON Schema of rule files, the vocabulary, and checking a file as an editor would."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from engine.cli.common import ExitCode, current_lang, show_diagnostics, written_whole
from engine.texts import Text

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError

    from engine.diagnostics import Diagnostic
    from engine.source import SourceText


@click.command("schema", help="In lược đồ JSON của tệp quy tắc để trình soạn thảo gợi ý và kiểm tra.")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), metavar="TỆP", help="Ghi lược đồ vào tệp.")
@click.option("--check", "checked", type=click.Path(path_type=Path), metavar="TỆP", help="Kiểm tra một tệp quy tắc.")
@click.option(
    "--vocabulary",
    is_flag=True,
    help="In mọi mã của từ vựng chung, nhãn của chúng, và các cột của nhật ký, của bảng đơn vị.",
)
def command(out: Path | None, checked: Path | None, vocabulary: bool) -> None:
    """Print or write the schema; or check a file by it; or list the vocabulary."""
    from engine.model.schema import published_text, rule_file_schema

    lang = current_lang()
    if checked is not None:
        _check(checked, lang)
        return
    text = _vocabulary(lang) if vocabulary else published_text(rule_file_schema())
    if out is None:
        click.echo(text, nl=False)
        return
    with written_whole(out) as path:
        path.write_text(text, encoding="utf-8")


def _check(path: Path, lang: str) -> None:
    problems = schema_problems(path)
    show_diagnostics(problems, lang)
    if problems:
        raise click.exceptions.Exit(ExitCode.RULES)
    click.echo(f"{path}: hợp lược đồ" if lang != "en" else f"{path}: matches the schema")


def schema_problems(path: Path) -> list[Diagnostic]:
    """Return what an editor that knows only the schema would find wrong with a rule file."""
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import best_match

    from engine.diagnostics import sort_key
    from engine.loading.rules.yaml_reader import read_nodes, read_text
    from engine.model.schema import rule_file_schema

    source, problems = read_text(path)
    if source is None:
        return problems
    root, found = read_nodes(source)
    problems = [*problems, *found]
    if root is None:
        return problems
    from engine.loading.rules.nodes import plain_value

    errors = Draft202012Validator(rule_file_schema()).iter_errors(as_editor_sees(plain_value(root)))
    for error in errors:
        problems.append(_diagnostic(best_match([error]) or error, root, source))
    return sorted(dict.fromkeys(problems), key=sort_key)


def as_editor_sees(value: object) -> object:
    """Return plain values as JSON has them: lists for tuples, texts for dates."""
    match value:
        case dict():
            return {key: as_editor_sees(item) for key, item in value.items()}
        case list() | tuple():
            return [as_editor_sees(item) for item in value]
        case date():
            return value.isoformat()
        case _:
            return value


def _diagnostic(error: ValidationError, root: Any, source: SourceText) -> Diagnostic:
    from engine.diagnostics import Diagnostic
    from engine.loading.rules.document import key_span, value_span
    from engine.loading.rules.nodes import node_at

    path = tuple(error.absolute_path)
    vi, en, key = _in_words(error)
    span = key_span(root, (*path, key)) if key is not None else value_span(node_at(root, path)[0])
    return Diagnostic.of("U117", source.place(span), problem=vi, problem_en=en)


def _in_words(error: ValidationError) -> tuple[str, str, str | None]:
    """Return what is wrong in both languages, and the key at fault when it is a key."""
    shown = str(error.instance) if isinstance(error.instance, (str, int, bool)) else "…"
    instance: Any = error.instance
    schema: Any = error.schema
    required: Any = error.validator_value
    match error.validator:
        case "required":
            missing = ", ".join(key for key in required if key not in instance)
            return f"thiếu khóa «{missing}»", f"the key «{missing}» is missing", None
        case "additionalProperties":
            unknown = next(key for key in instance if key not in schema.get("properties", {}))
            return f"không có khóa «{unknown}» ở đây", f"there is no key «{unknown}» here", unknown
        case "enum" | "const":
            return f"«{shown}» không có trong danh sách", f"«{shown}» is not in the list", None
        case "pattern":
            return f"mã «{shown}» viết sai", f"the id «{shown}» is not well written", None
        case "type" | "anyOf":
            return f"giá trị «{shown}» không đúng kiểu", f"the value «{shown}» is of the wrong type", None
        case _:
            return f"giá trị «{shown}» không hợp lệ", f"the value «{shown}» is not valid: {error.message}", None


def _vocabulary(lang: str) -> str:
    """Return every family with its ids and labels, under the key by which a rule file adds to it."""
    from engine.loading.rules.own_vocabulary import FAMILY_OF_KEY
    from engine.vocabulary import FAMILIES, standard

    words = standard()
    keys = {family: f"vocabulary: {key}" for key, family in FAMILY_OF_KEY.items()}
    lines: list[str] = []
    for family in FAMILIES:
        terms = words.family(family).values()
        width = max(len(term.id) for term in terms)
        lines.append(f"{_FAMILY_TITLES[family][lang == 'en']} ({keys.get(family, family)})")
        lines += [f"  {term.id:<{width}}  {term.en if lang == 'en' else term.label}" for term in terms]
        lines.append("")
    return "\n".join([*lines, *_columns(lang)])


def _columns(lang: str) -> list[str]:
    """Return the columns of the log and of the units table, with what they hold and how else they may be called."""
    from engine.loading.logs.columns import EVENT_COLUMNS, UNIT_COLUMNS

    lines: list[str] = []
    for name, table in (("log", EVENT_COLUMNS), ("units", UNIT_COLUMNS)):
        title, meanings = _TABLES[name]
        width = max(map(len, table))
        lines.append(title.say(lang))
        for column, names in table.items():
            also = f" ({', '.join(names)})" if names else ""
            lines.append(f"  {column:<{width}}  {meanings[column].say(lang)}{also}")
        lines.append("")
    return lines


_TABLES: Final = {
    "log": (
        Text("Cột của nhật ký (tên khác cũng nhận)", "Columns of the log (also called)"),
        {
            "dossier": Text("mã hồ sơ; trống với việc của đơn vị, của tỉnh", "dossier; empty for acts of units"),
            "event": Text("mã hoặc nhãn sự kiện", "id or label of the event"),
            "date": Text("ngày theo luật", "legal date"),
            "unit": Text("đơn vị nơi xảy ra", "unit where it happened"),
            "to_unit": Text("đơn vị đến", "unit to which it goes"),
            "actor": Text("vai của người thực hiện", "role of who acted"),
            "case": Text("trường hợp, lý do, loại văn bản", "case, ground or kind of document"),
            "category": Text("nhóm người", "category of the person"),
            "ref": Text("số của chính văn bản này", "number of its own document"),
            "recorded_at": Text("lúc nhập vào sổ", "when it was recorded"),
            "about": Text("số của văn bản được trả lời, thực hiện", "number of the document it answers"),
            "time": Text("giờ trong ngày", "time of day"),
            "person": Text("chỉ để xem, không để xét", "for display only"),
            "actor_unit": Text("đơn vị của người làm, khi khác nơi xảy ra", "unit of who acted, if another"),
        },
    ),
    "units": (
        Text("Cột của bảng đơn vị (tên khác cũng nhận)", "Columns of the units table (also called)"),
        {
            "unit": Text("mã đơn vị", "id of the unit"),
            "name": Text("tên", "name"),
            "type": Text("mã loại đơn vị", "unit type"),
            "parent": Text("mã đơn vị cấp trên", "id of the unit above"),
            "in_scope": Text("thuộc đối tượng áp dụng", "whether the regulation binds it"),
            "jurisdiction": Text("mã quy chế của tỉnh", "id of the province's regulation"),
            "valid_from": Text("ngày đầu tiên có đơn vị", "first day of the unit"),
            "valid_until": Text("ngày cuối cùng còn đơn vị", "last day of the unit"),
            "successor": Text("đơn vị nhận việc còn dở", "unit that takes over what is open"),
        },
    ),
}


_FAMILY_TITLES = {
    "events": ("Sự kiện", "Events"),
    "subtypes": ("Loại văn bản", "Document subtypes"),
    "roles": ("Vai", "Roles"),
    "unit_types": ("Loại đơn vị", "Unit types"),
    "person_categories": ("Đối tượng", "Person categories"),
    "states": ("Trạng thái", "States"),
    "flags": ("Dấu hiệu", "Flags"),
    "transfer_cases": ("Trường hợp chuyển giao", "Transfer cases"),
    "absence_markers": ("Dấu hiệu không quy định", "Absence markers"),
    "approval": ("Phê duyệt", "Approval"),
    "prohibited_acts": ("Hành vi bị cấm", "Prohibited acts"),
    "topics": ("Chủ đề so sánh", "Comparison topics"),
    "statuses": ("Tình trạng", "Statuses"),
    "attributes": ("Thuộc tính", "Attributes"),
}
