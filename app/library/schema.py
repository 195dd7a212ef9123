"""The library's tables, and every step by which an older file becomes a newer one."""

APPLICATION = 0x41544221  # what the file says of itself: "ATB!"

# Each entry leads from the version that is its index to the next. Never edit one that was released: add another.
MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        """CREATE TABLE messages (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            title TEXT NOT NULL,
            "to" TEXT NOT NULL,
            cares_about TEXT NOT NULL,
            goal TEXT NOT NULL,
            next_step TEXT NOT NULL,
            limit_s REAL,              -- NULL: the settings' own
            text TEXT NOT NULL,
            folded TEXT NOT NULL,      -- what the search looks in
            created_at REAL NOT NULL,  -- s since 1970
            begun_at REAL NOT NULL,    -- of this version
            edited_at REAL NOT NULL,
            deleted_at REAL,
            is_sample INTEGER NOT NULL,
            pinned INTEGER,            -- a take's number
            last_take INTEGER NOT NULL DEFAULT 0,  -- the highest number ever given
            takes INTEGER NOT NULL DEFAULT 0,      -- these three follow from the takes
            best_s REAL,
            streak INTEGER NOT NULL DEFAULT 0
        )""",
        """CREATE TABLE edits (
            id INTEGER PRIMARY KEY,
            message INTEGER NOT NULL REFERENCES messages ON DELETE CASCADE,
            edited_at REAL NOT NULL,
            draft TEXT NOT NULL        -- JSON
        )""",
        "CREATE INDEX edits_of_message ON edits (message, edited_at)",
        """CREATE TABLE takes (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            message INTEGER NOT NULL REFERENCES messages ON DELETE CASCADE,
            number INTEGER NOT NULL,
            file TEXT NOT NULL,        -- a name in the takes folder
            text TEXT NOT NULL,        -- the script as it stood
            title TEXT,
            limit_s REAL NOT NULL,
            strictness TEXT NOT NULL,
            recorded_at REAL NOT NULL,
            duration_s REAL NOT NULL,
            origin_s REAL,             -- NULL: at the first speech
            attempt TEXT,              -- JSON: what the ladder needs of the latest review
            UNIQUE (message, number)
        )""",
        """CREATE TABLE reviews (
            id INTEGER PRIMARY KEY,
            take INTEGER NOT NULL REFERENCES takes ON DELETE CASCADE,
            made_at REAL NOT NULL,
            model TEXT NOT NULL,
            rules TEXT NOT NULL,       -- JSON
            review TEXT NOT NULL       -- JSON, before any correction
        )""",
        "CREATE INDEX reviews_of_take ON reviews (take, id)",
        """CREATE TABLE corrections (
            id INTEGER PRIMARY KEY,
            message INTEGER NOT NULL REFERENCES messages ON DELETE CASCADE,
            take INTEGER REFERENCES takes ON DELETE CASCADE,  -- NULL: holds in every take
            made_at REAL NOT NULL,
            kind TEXT NOT NULL,
            words TEXT NOT NULL,
            heard TEXT,
            start_s REAL,
            end_s REAL
        )""",
        "CREATE INDEX corrections_of_message ON corrections (message)",
        "CREATE INDEX corrections_of_take ON corrections (take)",
        "CREATE TABLE doomed (file TEXT PRIMARY KEY)",  # sounds that are deleted here and may still lie on the disk
        "CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL)",
    ),
    ("ALTER TABLE messages ADD COLUMN silenced TEXT NOT NULL DEFAULT ''",),  # rules of advice, with blanks between
    (
        "ALTER TABLE messages ADD COLUMN for_them TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE messages ADD COLUMN if_they_answer TEXT NOT NULL DEFAULT ''",
        """CREATE TABLE answers (        -- to the blanks of a script
            message INTEGER NOT NULL REFERENCES messages ON DELETE CASCADE,
            blank TEXT NOT NULL,
            answer TEXT NOT NULL,
            given_at REAL NOT NULL,    -- s since 1970
            PRIMARY KEY (message, blank)
        )""",
    ),
    (
        """CREATE TABLE hearings (       -- of a take without its script
            take INTEGER PRIMARY KEY REFERENCES takes ON DELETE CASCADE,
            model TEXT NOT NULL,
            words TEXT NOT NULL        -- JSON
        )""",
        """CREATE TABLE follows (        -- the messages of a series
            message INTEGER PRIMARY KEY REFERENCES messages ON DELETE CASCADE,
            earlier INTEGER NOT NULL REFERENCES messages ON DELETE CASCADE
        )""",
        "CREATE INDEX follows_earlier ON follows (earlier)",
    ),
    ("ALTER TABLE takes ADD COLUMN hidden_at REAL",),  # s since 1970: deleted, and not yet for good
    (
        "ALTER TABLE takes ADD COLUMN drill TEXT NOT NULL DEFAULT ''",  # in which it was spoken
        "ALTER TABLE takes ADD COLUMN is_aside INTEGER NOT NULL DEFAULT 0",  # of a part, or under another limit
    ),
)
