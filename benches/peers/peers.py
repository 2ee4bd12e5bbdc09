"""Asks the questions of each database there is; a line of output an engine and question:
engine, place of the question, median in milliseconds, least and greatest count.

usage: peers.py FOLDER TIMES, where FOLDER holds the tables as TSV."""

import csv
import os
import re
import statistics
import sys
import time

FOLDER, TIMES = sys.argv[1], int(sys.argv[2])
HERE = os.path.dirname(os.path.abspath(__file__))
TABLES = ["entities", "sources", "documents", "propositions", "claims", "reports"]
# The columns that the questions look up or join by.
INDEXES = [
    "entities(row)", "entities(name)", "sources(row)", "sources(name)", "sources(entity)",
    "entities(country)", "documents(row)", "documents(outlet)", "documents(published_lo)",
    "propositions(row)", "claims(row)", "claims(source, said_lo)", "claims(stance)",
    "claims(denies)", "claims(repeats)", "reports(claim)", "reports(document)",
]


def path(table):
    return os.path.join(FOLDER, table + ".tsv")


def heading(table):
    with open(path(table), encoding="utf-8") as file:
        return file.readline().rstrip("\n").split("\t")


def kind(column):
    if column in ("name", "kind", "title", "text", "stance"):
        return "text"
    return "date" if column.endswith(("_lo", "_hi")) else "integer"


def sqlite():
    import sqlite3

    db = sqlite3.connect(":memory:")
    for table in TABLES:
        columns = heading(table)
        kinds = ["text" if kind(it) == "date" else kind(it) for it in columns]
        row = ["row integer primary key"] + [f"{it} {k}" for it, k in zip(columns[1:], kinds[1:])]
        db.execute(f"create table {table} ({', '.join(row)})")
        with open(path(table), encoding="utf-8") as file:
            file.readline()
            lines = ([cell or None for cell in line.rstrip("\n").split("\t")] for line in file)
            marks = ", ".join("?" * len(columns))
            db.executemany(f"insert into {table} values ({marks})", lines)
    for number, index in enumerate(INDEXES):
        if not index.endswith("(row)"):
            db.execute(f"create index i{number} on {index}")
    db.execute("analyze")
    year = re.compile(r"year\((\w+)\)")
    return lambda question: db.execute(year.sub(r"substr(\1, 1, 4)", question["sql"])).fetchone()


def duckdb(indexed):
    import duckdb as engine

    db = engine.connect()
    for table in TABLES:
        types = ", ".join(f"'{it}': '{'varchar' if kind(it) == 'text' else kind(it)}'" for it in heading(table))
        db.execute(f"create table {table} as select * from read_csv('{path(table)}', delim='\t', header=true,"
                   f" quote='', nullstr='', columns={{{types}}})")
    if indexed:
        for number, index in enumerate(INDEXES):
            db.execute(f"create index i{number} on {index}")
    return lambda question: db.execute(question["sql"]).fetchone()


def kuzu():
    import kuzu as engine

    db = engine.Connection(engine.Database(os.path.join(FOLDER, "graph")))
    links = [("entities", "country", "entities"), ("sources", "entity", "entities"),
             ("claims", "source", "sources"), ("claims", "denies", "claims")]
    plain = {"entities": ["name"], "sources": ["name"], "claims": ["stance", "said_lo", "said_hi"]}
    for table, columns in plain.items():
        kinds = {"text": "string", "date": "date", "integer": "int64"}
        fields = ", ".join(f"{it} {kinds[kind(it)]}" for it in columns)
        db.execute(f"create node table {table}(row int64, {fields}, primary key(row))")
        copied(db, table, table, ["row"] + columns)
    for origin, field, target in links:
        name = field
        db.execute(f"create rel table {name}(from {origin} to {target}, doubt int64)")
        copied(db, name, origin, ["row", field, field + "_doubt"])
    return lambda question: db.execute(question["cypher"]).get_next()


def copied(db, into, table, columns):
    """Copies columns of a table, less the rows where one is empty."""
    places = [heading(table).index(it) for it in columns]
    file = os.path.join(FOLDER, f"{into}.copied.csv")
    with open(path(table), encoding="utf-8") as lines, open(file, "w", encoding="utf-8") as out:
        lines.readline()
        for line in lines:
            cells = line.rstrip("\n").split("\t")
            cells = [cells[place] for place in places]
            if all(cells):
                out.write(",".join(cells) + "\n")
    db.execute(f"copy {into} from '{file}'")


def median(ask, question):
    result, times = ask(question), []
    for _ in range(TIMES):
        start = time.perf_counter()
        ask(question)
        times.append((time.perf_counter() - start) * 1e3)
    return statistics.median(times), result


def main():
    csv.field_size_limit(1 << 30)
    with open(os.path.join(HERE, "questions.tsv"), encoding="utf-8") as file:
        questions = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    engines = {"sqlite": sqlite, "duckdb": lambda: duckdb(False), "duckdb+index": lambda: duckdb(True), "kuzu": kuzu}
    for name, opened in engines.items():
        start = time.perf_counter()
        try:
            ask = opened()
        except ImportError:
            print(f"{name} is not installed", file=sys.stderr)
            continue
        print(f"{name} loaded in {time.perf_counter() - start:.1f} s", file=sys.stderr)
        language = "cypher" if name == "kuzu" else "sql"
        for place, question in enumerate(questions):
            if question[language] == "-":
                continue
            milliseconds, (least, greatest) = median(ask, question)
            print(name, place, f"{milliseconds:.3f}", least, greatest, sep="\t", flush=True)


if __name__ == "__main__":
    main()
