"""The tables of the history's file, as they came to be: one script for each of its versions."""

from __future__ import annotations

from typing import Final

from antiphon.lab import branches, past, version_list

MIGRATIONS: Final = (
    """
    create table rooms (
        room text primary key, history text not null, saved text, saving text
    ) strict;
    create table updates (
        number integer primary key, room text not null, content blob not null
    ) strict;
    create index updates_by_room on updates (room, number);
    """,
    """
    alter table rooms add column format integer not null default 1;
    alter table updates add column person text not null default '';
    alter table updates add column at real not null default 0;
    create table authors (
        room text not null, root text not null, id text not null,
        made_by text not null, made_at real not null, changed_by text not null, changed_at real not null,
        primary key (room, root, id)
    ) strict, without rowid;
    create table clients (
        room text not null, client integer not null, person text not null, primary key (room, client)
    ) strict, without rowid;
    create table names (person text primary key, name text not null) strict, without rowid;
    """,
    """
    create table keys (key integer primary key, word text not null unique) strict;
    insert into keys values (0, '');
    insert or ignore into keys (word) select room from authors union select made_by from authors
        union select changed_by from authors;
    create table authorship (
        room integer not null, root text not null, id text not null,
        made_by integer not null, made_at integer not null, changed_by integer, changed_at integer,
        primary key (room, root, id)
    ) strict, without rowid;
    insert into authorship
        select rooms.key, root, id, makers.key, cast(made_at * 1000 as integer), changers.key, cast(changed_at * 1000 as integer)
        from authors join keys as rooms on rooms.word = room join keys as makers on makers.word = made_by
        join keys as changers on changers.word = changed_by;
    drop table authors;
    alter table authorship rename to authors;
    alter table updates add column packed integer not null default 0;
    """
    + past.SCHEMA
    + version_list.SCHEMA,
    # Ledgers that did not note how far they are; they are written anew from the chronicle.
    """
    drop table if exists ledger;
    drop table if exists ledger_heads;
    """,
    # Ledgers whose table of people had no seals.
    """
    drop table if exists ledger;
    drop table if exists ledger_heads;
    drop table if exists ledger_people;
    """,
    branches.SCHEMA,
)
