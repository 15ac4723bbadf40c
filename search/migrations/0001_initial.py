import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.db import migrations, models

# What joins words for PostgreSQL's parser becomes a space, so that it sees nothing but words:
# "werktekening.pdf" would be the name of a host for it, and "km/h" a path. Quotes, commas and the
# like part words for it already, and unaccent has turned other dashes into the plain one.
JOINS_WORDS = '-./:@_~+<>&%#=?\\^|\u00a0\u200b'

FOLDED = f"""
CREATE FUNCTION search_folded(text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN translate(public.onderling_sort_key($1), '{JOINS_WORDS}', repeat(' ', {len(JOINS_WORDS)}))
"""

# The words of a text with their places, those of the title once more behind an @.
VECTOR = """
CREATE FUNCTION search_vector(title text, body text) RETURNS tsvector
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN setweight(to_tsvector('pg_catalog.simple'::regconfig, public.search_folded(title)), 'A')
    || to_tsvector('pg_catalog.simple'::regconfig, public.search_folded(left(body, 60000)))
    || array_to_tsvector(ARRAY(
        SELECT '@' || lexeme
          FROM unnest(to_tsvector('pg_catalog.simple'::regconfig, public.search_folded(title)))))
"""

# What narrows a question: kind, audience, author, sort, file, and spans of time that each are
# four times as long as the one before, beginning with three hours.
MARKS = """
CREATE FUNCTION search_marks(
    kind text, audience bigint, author bigint, sort text, has_file boolean, at timestamptz
) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN array_to_tsvector(ARRAY[
    '=k' || kind, '=a' || audience, '=p' || author, '=s' || sort, '=f' || has_file::int,
    '=0' || floor(extract(epoch FROM at) / 10800)::bigint,
    '=1' || floor(extract(epoch FROM at) / 43200)::bigint,
    '=2' || floor(extract(epoch FROM at) / 172800)::bigint,
    '=3' || floor(extract(epoch FROM at) / 691200)::bigint,
    '=4' || floor(extract(epoch FROM at) / 2764800)::bigint,
    '=5' || floor(extract(epoch FROM at) / 11059200)::bigint,
    '=6' || floor(extract(epoch FROM at) / 44236800)::bigint])
"""

# PostgreSQL's Dutch stem, and what it leaves apart: werkt from werken, lasmoffen from lasmof,
# brieven from brief, huizen from huis. NULL for a word that says nothing.
DUTCH = r"""
CREATE FUNCTION search_dutch_stem(word text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN regexp_replace(regexp_replace(regexp_replace(regexp_replace(
    (ts_lexize('pg_catalog.dutch_stem', word))[1],
    '^(.{4,})[dt]$', '\1'),
    '^(.+)([bdfgklmnprst])\2$', '\1\2'),
    '^(..+)v$', '\1f'),
    '^(..+)z$', '\1s')
"""

ENGLISH = """
CREATE FUNCTION search_english_stem(word text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (ts_lexize('pg_catalog.english_stem', word))[1]
"""

# For each word that was typed: whether it says nothing by itself, and the words that people used
# which mean the same: in another form, or, for the last one, with the same beginning, unless it is
# a common word as it is.
VARIANTS = """
CREATE FUNCTION search_variants(typed text[], begins boolean)
RETURNS TABLE (says_nothing boolean, variants text[], shares float[])
LANGUAGE plpgsql STABLE AS $$
DECLARE
    word_typed text;
    dutch_stem text;
    english_stem text;
    goes_on boolean;
    place int := 0;
BEGIN
    FOREACH word_typed IN ARRAY typed LOOP
        place := place + 1;
        dutch_stem := public.search_dutch_stem(word_typed);
        english_stem := public.search_english_stem(word_typed);
        says_nothing := dutch_stem IS NULL OR english_stem IS NULL;
        goes_on := begins AND place = cardinality(typed) AND length(word_typed) > 1
            AND NOT EXISTS (SELECT FROM search_word known
                             WHERE known.word = word_typed AND known.share > 0.02);
        SELECT array_agg(found.word), array_agg(found.share) INTO variants, shares
          FROM (SELECT known.word, known.share FROM search_word known
                 WHERE known.word = word_typed
                UNION
                (SELECT known.word, known.share FROM search_word known
                  WHERE known.dutch = dutch_stem AND NOT says_nothing
                  ORDER BY known.share DESC LIMIT 6)
                UNION
                (SELECT known.word, known.share FROM search_word known
                  WHERE known.english = english_stem AND NOT says_nothing
                  ORDER BY known.share DESC LIMIT 6)
                UNION
                (SELECT near.word, near.share
                   FROM (SELECT known.word, known.share FROM search_word known
                          WHERE goes_on
                            AND known.word ~>=~ word_typed
                            AND known.word ~<~ (word_typed || chr(1114111))
                          LIMIT 300) near
                  ORDER BY near.share DESC LIMIT 8)) found;
        RETURN NEXT;
    END LOOP;
END $$
"""

# Words that people used and that look like one that was typed, the likeliest first.
ALIKE = """
CREATE FUNCTION search_alike(typed text) RETURNS TABLE (word text, share double precision)
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN QUERY
    SELECT known.word::text, known.share
      FROM search_word known
     WHERE known.word OPERATOR(public.%) typed AND known.word <> typed
       AND abs(length(known.word) - length(typed)) < 4 AND similarity(known.word, typed) > 0.45
     ORDER BY similarity(known.word, typed) + known.share / 4 DESC, known.word
     LIMIT 4;
END $$
"""


def function(sql, signature):
    return migrations.RunSQL(sql, f'DROP FUNCTION {signature}')


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '0002_what_hr_calls_things'),
    ]

    operations = [
        function(FOLDED, 'search_folded(text)'),
        function(VECTOR, 'search_vector(text, text)'),
        function(MARKS, 'search_marks(text, bigint, bigint, text, boolean, timestamptz)'),
        function(DUTCH, 'search_dutch_stem(text)'),
        function(ENGLISH, 'search_english_stem(text)'),
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=12)),
                ('number', models.BigIntegerField()),
                ('place', models.BigIntegerField(default=0)),
                ('thread_id', models.BigIntegerField(null=True)),
                ('comment_id', models.BigIntegerField(default=0)),
                ('author_id', models.BigIntegerField(default=0)),
                ('sort', models.CharField(blank=True, max_length=20)),
                ('has_file', models.BooleanField(default=False)),
                ('published_at', models.DateTimeField()),
                ('title', models.CharField(blank=True, max_length=255)),
                ('words', django.contrib.postgres.search.SearchVectorField()),
                ('audience', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.audience')),
            ],
            options={
                'indexes': [
                    django.contrib.postgres.indexes.GinIndex(fastupdate=False, fields=['words'], name='entries_by_word'),
                    models.Index(condition=models.Q(('thread_id__isnull', False)), fields=['thread_id'], name='entries_of_a_thread'),
                ],
                'constraints': [
                    models.UniqueConstraint(fields=('kind', 'number', 'place'), name='one_entry_per_thing_and_place'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Extent',
            fields=[
                ('kind', models.CharField(max_length=12, primary_key=True, serialize=False)),
                ('entries', models.BigIntegerField(default=0)),
                ('a_day', models.FloatField(default=0)),
                ('rebuilt_to', models.BigIntegerField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Word',
            fields=[
                ('word', models.CharField(max_length=60, primary_key=True, serialize=False)),
                ('dutch', models.CharField(max_length=60)),
                ('english', models.CharField(max_length=60)),
                ('share', models.FloatField(default=0)),
            ],
            options={
                'indexes': [
                    models.Index(fields=['dutch', '-share'], name='words_by_dutch_stem'),
                    models.Index(fields=['english', '-share'], name='words_by_english_stem'),
                    models.Index(django.contrib.postgres.indexes.OpClass('word', 'text_pattern_ops'), name='words_by_beginning'),
                    django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass('word', 'gin_trgm_ops'), name='words_by_likeness'),
                ],
            },
        ),
        function(VARIANTS, 'search_variants(text[], boolean)'),
        function(ALIKE, 'search_alike(text)'),
    ]
