/*
 * The dialect: SQL with PartiQL's forms, DynamoDB's table definitions, and JDBC escapes.
 *
 * No actions and no predicates: what a statement means is decided by the builders. Words that are common attribute names
 * are not reserved; nonReserved lists them.
 */
grammar DynamoSql;

options {
    caseInsensitive = true;
}

singleStatement
    : statement SEMICOLON* EOF
    ;

standaloneExpression
    : expression EOF
    ;

statement
    : query                                                                              #queryStatement
    | verb=(INSERT | UPSERT | REPLACE) hints? INTO table=identifier (AS? alias=strictIdentifier)?
        (LPAREN columns=identifierList RPAREN)? insertSource onConflict? (IF condition=expression)? returning? #insert
    | UPDATE hints? table=identifier (AS? alias=strictIdentifier)? updateClause+
        (WHERE where=expression)? (IF condition=expression)? returning?                  #update
    | DELETE hints? FROM table=identifier (AS? alias=strictIdentifier)? (WHERE where=expression)?
        (IF condition=expression)? returning?                                            #delete
    | CREATE TABLE (IF NOT EXISTS)? table=identifier LPAREN tableElement (COMMA tableElement)* RPAREN withOptions? #createTable
    | DROP TABLE (IF EXISTS)? table=identifier                                           #dropTable
    | TRUNCATE TABLE? table=identifier                                                   #truncateTable
    | CREATE indexKind? INDEX (IF NOT EXISTS)? name=identifier ON table=identifier keySpec vectorFilters? projection? withOptions? #createIndex
    | DROP INDEX (IF EXISTS)? name=identifier ON table=identifier                        #dropIndex
    | ALTER TABLE table=identifier SET LPAREN option (COMMA option)* RPAREN              #alterTable
    | ALTER INDEX name=identifier ON table=identifier SET LPAREN option (COMMA option)* RPAREN #alterIndex
    | REFRESH TABLE? table=identifier                                                    #refreshTable
    | (DESCRIBE | DESC) TABLE? table=identifier                                          #describe
    | SHOW TABLES (LIKE pattern=STRING)?                                                 #showTables
    | SHOW INDEXES (FROM | ON | IN) table=identifier                                     #showIndexes
    | SHOW CREATE TABLE table=identifier                                                 #showCreateTable
    | SHOW TABLE STATUS (LIKE pattern=STRING | FROM? table=identifier)?                  #showTableStatus
    | SHOW ALL                                                                           #showAll
    | SHOW name=identifier                                                               #showProperty
    | SET name=identifier (EQ | TO) (DEFAULT | value=expression)                         #setProperty
    | EXPLAIN ANALYZE? statement                                                         #explain
    | EXECUTE PARTIQL text=STRING (USING expression (COMMA expression)*)?                #executePartiQl
    | ASSERT NOT? EXISTS LPAREN query RPAREN                                             #assertExists
    | (BEGIN | START) TRANSACTION?                                                       #begin
    | COMMIT                                                                             #commit
    | ROLLBACK                                                                           #rollback
    | CALL name=identifier (LPAREN (expression (COMMA expression)*)? RPAREN)?            #call
    | ESCAPE_CALL name=identifier (LPAREN (expression (COMMA expression)*)? RPAREN)? RBRACE #escapedCall
    ;

hints
    : HINT_START hint (COMMA? hint)* HINT_END
    ;

hint
    : name=identifier (LPAREN hintArgument (COMMA? hintArgument)* RPAREN)?
    ;

hintArgument
    : identifier
    | number
    | STRING
    ;

identifierList
    : identifier (COMMA identifier)*
    ;

insertSource
    : VALUES valuesRow (COMMA valuesRow)*                #rowSource
    | (VALUE | VALUES) expression (COMMA expression)*    #documentSource
    | DEFAULT VALUES                                     #defaultValues
    | query                                              #querySource
    ;

valuesRow
    : LPAREN valueOrDefault (COMMA valueOrDefault)* RPAREN
    ;

valueOrDefault
    : DEFAULT
    | expression
    ;

onConflict
    : ON CONFLICT (LPAREN identifierList RPAREN)? DO NOTHING                                  #doNothing
    | ON CONFLICT (LPAREN identifierList RPAREN)? DO REPLACE                                  #doReplace
    | ON CONFLICT (LPAREN identifierList RPAREN)? DO UPDATE updateClause+                     #doUpdate
    ;

updateClause
    : SET assignment (COMMA assignment)*                         #setClause
    | REMOVE path (COMMA path)*                                  #removeClause
    | ADD path expression (COMMA path expression)*               #addClause
    | DELETE path expression (COMMA path expression)*            #deleteClause
    ;

assignment
    : path EQ valueOrDefault
    ;

returning
    : RETURNING scope=(ALL | MODIFIED) image=(OLD | NEW) STAR    #returningAll
    | RETURNING selectItem (COMMA selectItem)*                   #returningItems
    ;

tableElement
    : PRIMARY KEY keySpec                                                                #primaryKey
    | indexKind? INDEX name=identifier keySpec vectorFilters? projection? withOptions?   #tableIndex
    | name=identifier typeName columnAttribute*                                          #column
    ;

columnAttribute
    : NOT NULL              #notNull
    | NULL                  #nullable
    | PRIMARY KEY           #inlinePrimaryKey
    | DEFAULT expression    #defaultValue
    | VERSION               #versionAttribute
    | TTL                   #ttlAttribute
    ;

/* What a search may be restricted by: of a vector index only, whose keySpec is the attribute of the vectors. */
vectorFilters
    : PARTITION BY partition=keyAttribute (FILTER LPAREN filters=keyAttributes RPAREN)?
    | FILTER LPAREN filters=keyAttributes RPAREN
    ;

indexKind
    : GLOBAL
    | LOCAL
    | VECTOR
    ;

keySpec
    : LPAREN PARTITION LPAREN partition=keyAttributes RPAREN (COMMA SORT LPAREN sort=keyAttributes RPAREN)? RPAREN #multiKey
    | LPAREN partitionKey=keyAttribute (COMMA sortKey=keyAttribute)? RPAREN                                        #simpleKey
    ;

keyAttributes
    : keyAttribute (COMMA keyAttribute)*
    ;

/* The type is that of an attribute which is no column. */
keyAttribute
    : name=identifier typeName?
    ;

projection
    : PROJECTION (ALL | KEYS_ONLY | INCLUDE LPAREN identifierList RPAREN)
    ;

withOptions
    : WITH LPAREN option (COMMA option)* RPAREN
    ;

option
    : name=identifier EQ value=expression
    ;

query
    : with? queryBody (ORDER BY sortItem (COMMA sortItem)*)? limitClause?
    ;

with
    : WITH RECURSIVE? withItem (COMMA withItem)*
    ;

withItem
    : name=identifier (LPAREN identifierList RPAREN)? AS LPAREN query RPAREN
    ;

limitClause
    : LIMIT (ALL | limit=expression (OFFSET offset=expression (ROW | ROWS)?)?)
    | OFFSET offset=expression (ROW | ROWS)? (LIMIT limit=expression)?
    | (OFFSET offset=expression (ROW | ROWS)?)? FETCH (FIRST | NEXT) limit=expression? (ROW | ROWS) ONLY
    ;

queryBody
    : queryPrimary                                                            #bodyPrimary
    | left=queryBody operator=INTERSECT (ALL | DISTINCT)? right=queryBody     #setOperation
    | left=queryBody operator=(UNION | EXCEPT) (ALL | DISTINCT)? right=queryBody #setOperation
    ;

queryPrimary
    : select                                     #selectBody
    | VALUES valuesBodyRow (COMMA valuesBodyRow)*   #valuesBody
    | LPAREN query RPAREN                        #nestedBody
    ;

valuesBodyRow
    : LPAREN expression (COMMA expression)* RPAREN
    | expression
    ;

select
    : SELECT hints? (ALL | DISTINCT)? selectItem (COMMA selectItem)*
        (FROM relation (COMMA relation)*)?
        (WHERE where=expression)?
        (GROUP BY groupingElement (COMMA groupingElement)*)?
        (HAVING having=expression)?
        (WINDOW namedWindow (COMMA namedWindow)*)?
    ;

selectItem
    : STAR                                                  #allColumns
    | qualifier=identifier DOT STAR                         #qualifiedColumns
    | expression (AS alias=identifier | bareAlias=strictIdentifier)?   #selectExpression
    ;

relation
    : left=relation CROSS JOIN right=relationPrimary                                         #crossJoin
    | left=relation NATURAL joinKind? JOIN right=relationPrimary                             #naturalJoin
    | left=relation joinKind? JOIN right=relation ON on=expression                           #onJoin
    | left=relation joinKind? JOIN right=relation USING LPAREN identifierList RPAREN         #usingJoin
    | relationPrimary                                                                        #relationItem
    ;

joinKind
    : INNER
    | (LEFT | RIGHT | FULL) OUTER?
    ;

relationPrimary
    : table=identifier (DOT index=identifier)? (AS? alias=strictIdentifier)?                       #tableReference
    | LATERAL? LPAREN query RPAREN (AS? alias=strictIdentifier (LPAREN identifierList RPAREN)?)?   #derivedTable
    | UNNEST LPAREN expression RPAREN (WITH ORDINALITY)? (AS? alias=strictIdentifier (LPAREN identifierList RPAREN)?)? #unnest
    | LPAREN relation RPAREN                                                                       #nestedRelation
    | ESCAPE_OJ relation RBRACE                                                                    #escapedJoin
    ;

groupingElement
    : ROLLUP LPAREN expression (COMMA expression)* RPAREN                     #rollup
    | CUBE LPAREN expression (COMMA expression)* RPAREN                       #cube
    | GROUPING SETS LPAREN groupingSet (COMMA groupingSet)* RPAREN            #groupingSets
    | groupingSet                                                             #simpleGrouping
    ;

groupingSet
    : LPAREN (expression (COMMA expression)*)? RPAREN
    | expression
    ;

namedWindow
    : name=identifier AS windowSpecification
    ;

windowSpecification
    : LPAREN base=strictIdentifier? (PARTITION BY expression (COMMA expression)*)? (ORDER BY sortItem (COMMA sortItem)*)? windowFrame? RPAREN
    ;

windowFrame
    : unit=(ROWS | RANGE | GROUPS) BETWEEN from=frameBound AND to=frameBound
    | unit=(ROWS | RANGE | GROUPS) from=frameBound
    ;

frameBound
    : UNBOUNDED PRECEDING     #unboundedPreceding
    | UNBOUNDED FOLLOWING     #unboundedFollowing
    | CURRENT ROW             #currentRow
    | valueExpression PRECEDING    #preceding
    | valueExpression FOLLOWING    #following
    ;

sortItem
    : expression direction=(ASC | DESC)? (NULLS nulls=(FIRST | LAST))?
    ;

expression
    : NOT expression                         #not
    | left=expression AND right=expression   #and
    | left=expression OR right=expression    #or
    | predicate                              #plainPredicate
    ;

/* What tells the predicates apart stands behind their left operand, so that nested operands are read once. */
predicate
    : EXISTS LPAREN query RPAREN isTest*             #exists
    | left=valueExpression predicateTail? isTest*    #valuePredicate
    ;

predicateTail
    : comparison comparand                                       #comparisonTail
    | NOT? BETWEEN low=valueExpression AND high=valueExpression  #between
    | NOT? IN inSource                                           #in
    | NOT? LIKE pattern=valueExpression (ESCAPE escape=valueExpression | ESCAPED_ESCAPE)? #like
    ;

comparand
    : valueExpression                                                   #plainComparand
    | quantifier=(ANY | SOME | ALL) LPAREN (query | expression) RPAREN  #quantified
    ;

inSource
    : listLiteral
    | LPAREN (query | expression (COMMA expression)*) RPAREN
    ;

isTest
    : IS NOT? (kind=(NULL | MISSING | TRUE | FALSE | UNKNOWN) | DISTINCT FROM right=valueExpression)
    ;

comparison
    : EQ | NEQ | LT | LTE | GT | GTE
    ;

valueExpression
    : primary                                                                      #primaryValue
    | operator=(MINUS | PLUS) valueExpression                                      #sign
    | left=valueExpression operator=(STAR | SLASH | PERCENT) right=valueExpression #arithmetic
    | left=valueExpression operator=(PLUS | MINUS) right=valueExpression           #arithmetic
    | left=valueExpression CONCAT right=valueExpression                            #concatenation
    ;

primary
    : NULL                                                                         #nullLiteral
    | MISSING                                                                      #missingLiteral
    | TRUE                                                                         #trueLiteral
    | FALSE                                                                        #falseLiteral
    | number                                                                       #numberLiteral
    | STRING                                                                       #stringLiteral
    | BINARY_LITERAL                                                               #binaryLiteral
    | HEX_LITERAL                                                                  #hexLiteral
    | kind=(DATE | TIME | TIMESTAMP) STRING                                        #temporalLiteral
    | ESCAPED_TEMPORAL                                                            #escapedTemporal
    | ESCAPE_FN primary RBRACE                                                     #escapedFunction
    | INTERVAL STRING unit=identifier                                              #intervalLiteral
    | QUESTION                                                                     #parameter
    | listLiteral                                                                  #list
    | SET_START (expression (COMMA expression)*)? SET_END                          #setLiteral
    | LBRACE (mapEntry (COMMA mapEntry)*)? RBRACE                                  #mapLiteral
    | CASE operand=expression? whenClause+ (ELSE otherwise=expression)? END        #case
    | CAST LPAREN expression AS typeName RPAREN                                    #cast
    | CURRENT_DATE (LPAREN RPAREN)?                                                #currentDate
    | CURRENT_TIME (LPAREN digits=INTEGER? RPAREN)?                                #currentTime
    | CURRENT_TIMESTAMP (LPAREN digits=INTEGER? RPAREN)?                           #currentTimestamp
    | EXTRACT LPAREN field=identifier FROM expression RPAREN                       #extract
    | SUBSTRING LPAREN value=expression FROM start=expression (FOR length=expression)? RPAREN #substring
    | OVERLAY LPAREN value=expression PLACING placed=expression FROM start=expression (FOR length=expression)? RPAREN #overlay
    | TRIM LPAREN side=(BOTH | LEADING | TRAILING)? removed=valueExpression? FROM value=expression RPAREN #trim
    | POSITION LPAREN needle=valueExpression IN value=valueExpression RPAREN       #position
    | name=functionName LPAREN (DISTINCT | ALL)? (STAR | expression (COMMA expression)*)? (ORDER BY sortItem (COMMA sortItem)*)? RPAREN
        (WITHIN GROUP LPAREN ORDER BY sortItem (COMMA sortItem)* RPAREN)?
        (FILTER LPAREN WHERE filter=expression RPAREN)? (OVER (windowSpecification | window=identifier))?   #functionCall
    | path                                                                         #pathValue
    | LPAREN query RPAREN                                                          #scalarQuery
    | LPAREN expression (COMMA expression)* RPAREN                                 #parenthesized
    ;

functionName
    : identifier
    | INSERT
    | LEFT
    | RIGHT
    | REPLACE
    | SOME
    ;

listLiteral
    : LBRACKET (expression (COMMA expression)*)? RBRACKET
    ;

mapEntry
    : key=expression COLON value=expression
    ;

whenClause
    : WHEN condition=expression THEN result=expression
    ;

path
    : identifier pathStep*
    ;

pathStep
    : DOT anyName                                   #fieldStep
    | LBRACKET (element=INTEGER | key=STRING) RBRACKET #bracketStep
    ;

/* Behind a dot any word is a name. */
anyName
    : identifier
    | reserved
    ;

typeName
    : identifier (LPAREN INTEGER (COMMA INTEGER)* RPAREN)? ((WITH | WITHOUT) TIME ZONE)?
    | DOUBLE PRECISION
    ;

number
    : INTEGER
    | DECIMAL_NUMBER
    ;

identifier
    : NAME             #plainName
    | QUOTED_NAME      #quotedName
    | nonReserved      #wordName
    ;

/* An alias without AS: not a word that may go on with the statement. */
strictIdentifier
    : NAME
    | QUOTED_NAME
    | nonReservedAlias
    ;

nonReserved
    : nonReservedAlias
    | ADD | CONFLICT | DO | ESCAPE | FETCH | IF | OFFSET | REMOVE | RETURNING | VALUE | PARTITION | RANGE | GROUPS | FOR
    ;

nonReservedAlias
    : ANALYZE | ASSERT | BEGIN | CALL | COMMIT | CUBE | CURRENT | DATE | DESCRIBE | DOUBLE | EXECUTE | EXPLAIN
    | FILTER | FIRST | FOLLOWING | GLOBAL | GROUPING | INCLUDE | INDEX | INDEXES | INTERVAL | KEY | KEYS_ONLY | LAST | LOCAL
    | MODIFIED | NEW | NEXT | NOTHING | NULLS | OLD | ONLY | ORDINALITY | OVER | PARTIQL | PRECEDING | PRECISION | PRIMARY | PROJECTION
    | SUBSTRING | TRIM | POSITION | OVERLAY | PLACING | BOTH | LEADING | TRAILING
    | RECURSIVE | REFRESH | ROLLBACK | ROLLUP | ROW | SETS | SHOW | SORT | START | STATUS | TABLES | TIME | TIMESTAMP | TO | TRANSACTION
    | TRUNCATE | TTL | UNBOUNDED | UNKNOWN | UPSERT | VECTOR | VERSION | WITHIN | WITHOUT | ZONE | ROWS
    ;

reserved
    : ALL | ALTER | AND | ANY | AS | ASC | BETWEEN | BY | CASE | CAST | CREATE | CROSS | CURRENT_DATE | CURRENT_TIME | CURRENT_TIMESTAMP
    | DEFAULT | DELETE | DESC | DISTINCT | DROP | ELSE | END | EXCEPT | EXISTS | EXTRACT | FALSE | FROM | FULL | GROUP | HAVING | IN | INNER
    | INSERT | INTERSECT | INTO | IS | JOIN | LATERAL | LEFT | LIKE | LIMIT | MISSING | NATURAL | NOT | NULL | ON | OR | ORDER | OUTER
    | REPLACE | RIGHT | SELECT | SET | SOME | TABLE | THEN | TRUE | UNION | UNNEST | UPDATE | USING | VALUES | WHEN | WHERE | WINDOW | WITH
    ;

ADD: 'ADD';
ALL: 'ALL';
ALTER: 'ALTER';
ANALYZE: 'ANALYZE';
AND: 'AND';
ANY: 'ANY';
AS: 'AS';
ASC: 'ASC';
ASSERT: 'ASSERT';
BEGIN: 'BEGIN';
BETWEEN: 'BETWEEN';
BY: 'BY';
CALL: 'CALL';
CASE: 'CASE';
CAST: 'CAST';
COMMIT: 'COMMIT';
CONFLICT: 'CONFLICT';
CREATE: 'CREATE';
CROSS: 'CROSS';
CUBE: 'CUBE';
CURRENT: 'CURRENT';
CURRENT_DATE: 'CURRENT_DATE';
CURRENT_TIME: 'CURRENT_TIME';
CURRENT_TIMESTAMP: 'CURRENT_TIMESTAMP';
DATE: 'DATE';
DEFAULT: 'DEFAULT';
DELETE: 'DELETE';
DESC: 'DESC';
DESCRIBE: 'DESCRIBE';
DISTINCT: 'DISTINCT';
DO: 'DO';
DOUBLE: 'DOUBLE';
DROP: 'DROP';
ELSE: 'ELSE';
END: 'END';
ESCAPE: 'ESCAPE';
EXCEPT: 'EXCEPT';
EXECUTE: 'EXECUTE';
EXISTS: 'EXISTS';
EXPLAIN: 'EXPLAIN';
EXTRACT: 'EXTRACT';
FALSE: 'FALSE';
FETCH: 'FETCH';
FILTER: 'FILTER';
FIRST: 'FIRST';
FOLLOWING: 'FOLLOWING';
FROM: 'FROM';
FULL: 'FULL';
GLOBAL: 'GLOBAL';
GROUP: 'GROUP';
GROUPING: 'GROUPING';
GROUPS: 'GROUPS';
HAVING: 'HAVING';
IF: 'IF';
IN: 'IN';
INCLUDE: 'INCLUDE';
INDEX: 'INDEX';
INDEXES: 'INDEXES';
INNER: 'INNER';
INSERT: 'INSERT';
INTERSECT: 'INTERSECT';
INTERVAL: 'INTERVAL';
INTO: 'INTO';
IS: 'IS';
JOIN: 'JOIN';
KEY: 'KEY';
KEYS_ONLY: 'KEYS_ONLY';
LAST: 'LAST';
LATERAL: 'LATERAL';
LEFT: 'LEFT';
LIKE: 'LIKE';
LIMIT: 'LIMIT';
LOCAL: 'LOCAL';
MISSING: 'MISSING';
MODIFIED: 'MODIFIED';
NATURAL: 'NATURAL';
NEW: 'NEW';
NEXT: 'NEXT';
NOT: 'NOT';
NOTHING: 'NOTHING';
NULL: 'NULL';
NULLS: 'NULLS';
OFFSET: 'OFFSET';
OLD: 'OLD';
ON: 'ON';
ONLY: 'ONLY';
OR: 'OR';
ORDER: 'ORDER';
ORDINALITY: 'ORDINALITY';
OUTER: 'OUTER';
OVER: 'OVER';
PARTIQL: 'PARTIQL';
PARTITION: 'PARTITION';
PRECEDING: 'PRECEDING';
PRECISION: 'PRECISION';
PRIMARY: 'PRIMARY';
PROJECTION: 'PROJECTION';
RANGE: 'RANGE';
RECURSIVE: 'RECURSIVE';
REFRESH: 'REFRESH';
REMOVE: 'REMOVE';
REPLACE: 'REPLACE';
RETURNING: 'RETURNING';
RIGHT: 'RIGHT';
ROLLBACK: 'ROLLBACK';
ROLLUP: 'ROLLUP';
ROW: 'ROW';
ROWS: 'ROWS';
SELECT: 'SELECT';
SET: 'SET';
SETS: 'SETS';
SHOW: 'SHOW';
SOME: 'SOME';
SORT: 'SORT';
START: 'START';
STATUS: 'STATUS';
TABLE: 'TABLE';
TABLES: 'TABLES';
THEN: 'THEN';
TIME: 'TIME';
TIMESTAMP: 'TIMESTAMP';
TO: 'TO';
TRANSACTION: 'TRANSACTION';
TRUE: 'TRUE';
TRUNCATE: 'TRUNCATE';
TTL: 'TTL';
UNBOUNDED: 'UNBOUNDED';
UNION: 'UNION';
UNKNOWN: 'UNKNOWN';
UNNEST: 'UNNEST';
UPDATE: 'UPDATE';
UPSERT: 'UPSERT';
USING: 'USING';
VALUE: 'VALUE';
VALUES: 'VALUES';
VECTOR: 'VECTOR';
VERSION: 'VERSION';
WHEN: 'WHEN';
WHERE: 'WHERE';
WINDOW: 'WINDOW';
WITH: 'WITH';
WITHIN: 'WITHIN';
WITHOUT: 'WITHOUT';
ZONE: 'ZONE';
TRIM: 'TRIM';
TRAILING: 'TRAILING';
SUBSTRING: 'SUBSTRING';
POSITION: 'POSITION';
PLACING: 'PLACING';
OVERLAY: 'OVERLAY';
LEADING: 'LEADING';
FOR: 'FOR';
BOTH: 'BOTH';

EQ: '=';
NEQ: '<>' | '!=';
LTE: '<=';
GTE: '>=';
SET_START: '<<';
SET_END: '>>';
LT: '<';
GT: '>';
PLUS: '+';
MINUS: '-';
STAR: '*';
SLASH: '/';
PERCENT: '%';
CONCAT: '||';
LPAREN: '(';
RPAREN: ')';
LBRACKET: '[';
RBRACKET: ']';
COMMA: ',';
DOT: '.';
COLON: ':';
SEMICOLON: ';';
QUESTION: '?';

LBRACE: '{';
RBRACE: '}';

/* JDBC escapes: a brace followed by the keyword; any other brace opens a document. */
ESCAPED_TEMPORAL: '{' SPACE* ('D' | 'TS' | 'T') SPACE* STRING SPACE* '}';
ESCAPED_ESCAPE: '{' SPACE* 'ESCAPE' SPACE* STRING SPACE* '}';
ESCAPE_FN: '{' SPACE* 'FN' SPACE+;
ESCAPE_OJ: '{' SPACE* 'OJ' SPACE+;
ESCAPE_CALL: '{' SPACE* ('?' SPACE* '=' SPACE*)? 'CALL' SPACE+;

HINT_START: '/*+';
HINT_END: '*/';

BINARY_LITERAL: 'X' '\'' [0-9A-F]* '\'';
HEX_LITERAL: '0X' [0-9A-F]+;
STRING: '\'' (~'\'' | '\'\'')* '\'';
QUOTED_NAME: '"' (~'"' | '""')+ '"';
DECIMAL_NUMBER
    : DIGIT+ '.' DIGIT* EXPONENT?
    | '.' DIGIT+ EXPONENT?
    | DIGIT+ EXPONENT
    ;
INTEGER: DIGIT+;
NAME: [\p{L}_$] [\p{L}\p{N}_$]*;

LINE_COMMENT: '--' ~[\r\n]* -> channel(HIDDEN);
BLOCK_COMMENT: '/*' ('*/' | ~'+' .*? '*/') -> channel(HIDDEN);
WHITESPACE: (SPACE | '\u00A0' | '\uFEFF')+ -> channel(HIDDEN);

/* Tokens of common mistakes, so that their messages can teach. */
BACKQUOTED_NAME: '`' ~'`'* '`';
UNTERMINATED_STRING: '\'' (~'\'' | '\'\'')*;
EMPTY_NAME: '""';
UNTERMINATED_NAME: '"' ~'"'*;
UNTERMINATED_COMMENT: '/*' .*?;
UNRECOGNIZED: .;

fragment DIGIT: [0-9];
fragment EXPONENT: 'E' [+-]? DIGIT+;
fragment SPACE: [ \t\r\n\f];
