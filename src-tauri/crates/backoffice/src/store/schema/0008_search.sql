-- Fragments are found by four letters in a row, no longer by three: of a million orders, three
-- digits in a row are in thousands. Both indexes hold each word of an order once and not where it
-- stands; what they hold is made by the fold, which makes all of it anew.
DROP TABLE order_codes;
DROP TABLE order_words;
CREATE VIRTUAL TABLE order_codes USING fts5 (
    grams, content = '', contentless_delete = 1, tokenize = 'ascii', prefix = '3', detail = none
);
CREATE VIRTUAL TABLE order_words USING fts5 (
    words, content = '', contentless_delete = 1, tokenize = 'ascii', prefix = '1 2 3 4',
    detail = none
);

-- Every longer word that is or was in the index: a beginning is looked up as the words that begin
-- so, because matches of whole words come one after the other, and those of a beginning only when
-- all of them have been gathered.
CREATE TABLE search_words (
    word TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

-- The folded text whose fragments are found, to tell apart what only has the same letters.
ALTER TABLE orders ADD COLUMN codes TEXT NOT NULL DEFAULT '';
