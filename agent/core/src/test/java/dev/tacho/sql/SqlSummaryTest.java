package dev.tacho.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class SqlSummaryTest {
  /** Expected operation and collection, then the statement. */
  private static final String[] CORPUS = {
    // reads
    "select members   | select * from members",
    "select members   | SELECT id, name FROM members WHERE id = ?",
    "select members   | select*from members",
    "select members   | \n\t select id\n from\n\t members",
    "select members   | select m.id from members m join orders o on o.member = m.id",
    "select members   | select * from members as m left outer join orders o using (id)",
    "select members   | select distinct on (id) * from members order by id, name",
    "select members   | select * from members limit 5, 10",
    "select members   | select * from members for update skip locked",
    "select members   | select top 10 * from members with (nolock)",
    "select members   | select count(*) from only members",
    "select members   | select * from members; select * from orders",
    "select members   | (select id from members) union all (select id from guests)",
    "select members   | (select 1) union select id from members",
    "select members   | ((select id from members))",
    "select _none_    | select 1",
    "select _none_    | select now()",
    "select _none_    | select",
    "select _none_    | select * from",
    "select _none_    | select * from ?",
    "select dual      | select seq.nextval from dual",
    "select members   | select * into backup from members",
    "select members   | select members.* from members, orders",
    "select members   | select * from members partition (p0)",
    "select members   | select * from members@archive",
    "select members   | select * from members tablesample system (10)",
    "select members   | select a.from from members a",
    // names
    "select members   | select * from club.members",
    "select members   | select * from prod.club.members m",
    "select members   | select * from \"Club\".\"Members\"",
    "select members   | select * from `club`.`members`",
    "select members   | select * from [club].[dbo].[Members] where 1 = 1",
    "select members   | select * from club . members",
    "select members   | select * from prod..members",
    "select order details | select * from [Order Details]",
    "select from      | select * from \"from\"",
    "select a\"\"b    | select * from \"a\"\"b\"",
    "select mitglieder_übersicht | select * from Mitglieder_Übersicht",
    "select v$session | select * from v$session",
    "select events_{n} | select * from events_2026_01",
    "select events_{n}_old | select * from events_2026_01_old",
    "select t{n}      | select * from t1",
    "select a{n}b{n}  | select * from a1b22",
    "select {n}       | select * from \"2026\"",
    "select {n}_sales | select * from [2026_sales]",
    // sub-selects and grouped joins
    "select members   | select * from (select * from members) m",
    "select members   | select * from (select * from (select id from members) a) b",
    "select members   | select 1 where exists (select 1 from members)",
    "select orders    | select (select count(*) from orders) from members",
    "select members   | select * from (members m join orders o on o.m = m.id)",
    "select members   | select * from ((members m left join a on a.m = m.id) left join b on 1=1)",
    "select members   | select * from (members, orders)",
    "select members   | select * from {oj members m left outer join orders o on m.id = o.m}",
    "select members   | select array(select id from members)",
    "select orders    | select * from lateral (select 1 from orders) x",
    // FROM that names no table
    "select members   | select extract(year from joined) from members",
    "select members   | select extract(second from joined) from members",
    "select members   | select extract(week from joined), trim(s from name) from members",
    "select members   | select substring(name from 1 for 2) from members",
    "select members   | select substring(s from 2) from members",
    "select members   | select trim(both ' ' from name) from members",
    "select members   | select trim(leading from name) from members",
    "select members   | select overlay(name placing 'x' from 3) from members",
    "select members   | select a is distinct from b from members",
    "select members   | select * from members where a is not distinct from b",
    "select _none_    | select 1 where ? is distinct from current_date",
    // functions and values in the place of tables
    "select _none_    | select * from generate_series(1, 10)",
    "select members   | select * from generate_series(1, 10) g join members m on m.id = g",
    "select members   | select * from generate_series(1, 10) g, members m",
    "select members   | select * from unnest(?) as t(id), lateral f(t.id), members",
    "select members   | select * from unnest(array(select id from members))",
    "select _none_    | select * from table(dbms_xplan.display)",
    "select _none_    | select * from dbo.split(@list, ',')",
    "select _none_    | select * from (values (1), (2)) v",
    "select members   | select * from (values (1), (2)) v(id) join members using (id)",
    "select members   | select * from members cross apply openjson(doc)",
    // common table expressions
    "select members   | with m as (select * from members) select * from m",
    "select members   | with m (id, name) as (select * from members) select * from m",
    "select members   | with m as materialized (select * from members) select * from m",
    "select members   | with m as not materialized (select * from members) select * from m",
    "select orders    | with m as (select 1) select * from m join orders on true",
    "select orders    | with m as (select 1) select * from m, orders",
    "select orders    | with m as (select * from members) select * from orders join m on true",
    "select members   | with a as (select 1), b as (select * from members) select * from a, b",
    "select members   | with \"M\" as (select * from members) select * from \"M\"",
    "select members   | with members as (select * from members where age > 3) select * from members",
    "select members   | with members as (select * from club.members) select * from members",
    "select _none_    | with n as (select 1) select * from n",
    "select category  | with recursive tree as (select * from category where parent is null union"
        + " all select c.* from category c join tree t on t.id = c.parent) select * from tree",
    "select _none_    | with recursive n(i) as (select 1 union all select i + 1 from n) select * from n",
    "select _none_    | with n as (select 1 i union all select i + 1 from n) select i from n",
    "select category  | with recursive t as (select * from category) search depth first by id set o"
        + " select * from t",
    "select members   | with m as (select * from members) (select * from m)",
    "insert archive   | with m as (select * from members) insert into archive select * from m",
    "insert archive   | with gone as (delete from members returning *) insert into archive select *"
        + " from gone",
    "update members   | with o as (select * from orders) update members set n = 1 from o",
    "delete members   | with o as (select * from orders) delete from members using o",
    "merge members    | with o as (select 1) merge into members using o on (1 = 1) when matched then"
        + " delete",
    "select members   | with gone as (delete from members returning *) select * from gone",
    "insert members   | with m as (select 1) replace into members select * from m",
    // inserts
    "insert members   | insert into members values (1, 'from orders')",
    "insert members   | insert into members(id, name) values (?, ?)",
    "insert members   | insert into club.members select * from guests",
    "insert members   | INSERT INTO \"Members\" DEFAULT VALUES",
    "insert members   | insert ignore into members values (1)",
    "insert members   | insert ignore members values (1)",
    "insert members   | insert low_priority ignore into `members` (`id`) values (1)",
    "insert members   | insert delayed into members set id = 1",
    "insert members   | insert members (id) values (1)",
    "insert members   | insert or replace into members values (1)",
    "insert members   | insert or ignore into members values (1)",
    "insert members   | insert top (10) into members select * from guests",
    "insert members   | insert overwrite table members select * from guests",
    "insert members   | insert /*+ append */ into members select * from guests",
    "insert members   | insert all into members values (1) into guests values (2) select * from dual",
    "insert members   | insert first when id > 5 then into members values (id) select * from guests",
    "insert members   | insert into members as m (id) values (1) on conflict (id) do update set n = 1",
    "insert members   | replace into members values (1)",
    "insert members   | replace members set id = 1",
    "insert _none_    | insert into @members values (1)",
    "insert _none_    | insert into",
    // updates
    "update members   | update members set name = ? where id = ?",
    "update members   | update club.members m set m.name = ?",
    "update members   | update only members set name = ?",
    "update members   | update low_priority ignore members set name = ?",
    "update members   | update or rollback members set name = ?",
    "update members   | update top (5) members set name = ?",
    "update members   | update members m join orders o on o.m = m.id set m.n = o.n",
    "update members   | update m set m.n = o.n from members m join orders o on o.m = m.id",
    "update members   | update m set n = 1 from orders o join club.members as m on o.m = m.id",
    "update members   | update members set n = o.n from orders o where o.m = members.id",
    "update members   | update members set n = (select max(n) from orders members)",
    "update members   | update (select * from members where id = 1) set name = ?",
    "update members   | update members set joined = extract(second from now())",
    // deletes
    "delete members   | delete from members where id = ?",
    "delete members   | delete from only members",
    "delete members   | delete from club.members m where m.id = 1",
    "delete members   | delete members where id = 1",
    "delete members   | delete members from members join orders o on o.m = members.id",
    "delete members   | delete m from members m join orders o on o.m = m.id",
    "delete members   | delete m from orders o inner join members as m on o.m = m.id",
    "delete members   | delete m.* from members m",
    "delete members   | delete m, o from members m join orders o on o.m = m.id",
    "delete members   | delete from m from club.dbo.members m join orders o on o.m = m.id",
    "delete members   | delete low_priority quick ignore from members",
    "delete members   | delete top (5) from members",
    "delete members   | delete from members using orders where orders.m = members.id",
    // merges
    "merge members    | merge into members m using guests g on (m.id = g.id) when matched then"
        + " update set m.name = g.name",
    "merge members    | merge into members key (id) values (1, 'x')",
    "merge members    | merge members as m using (select * from guests) g on 1 = 1 when matched then"
        + " delete",
    "merge members    | merge top (10) into dbo.members using guests on 1 = 1",
    // calls
    "call _none_      | call add_member(?, ?)",
    "call _none_      | {call add_member(?, ?)}",
    "call _none_      | { call club.add_member(?) }",
    "call _none_      | {? = call next_member(?)}",
    "call _none_      | ? = call next_member(?)",
    "call _none_      | exec dbo.add_member @id = 1",
    "call _none_      | EXECUTE add_member 1",
    // definitions
    "ddl members      | create table members (id int primary key)",
    "ddl members      | create table if not exists club.members (id int)",
    "ddl members      | create global temporary table members as select * from orders",
    "ddl members      | create unique index concurrently if not exists club.ix on members (id)",
    "ddl members      | create index on only members using btree (id)",
    "ddl members      | alter table only members add column on_hold int",
    "ddl members      | alter table if exists members drop column name",
    "ddl members      | drop table if exists members, orders",
    "ddl members      | drop index ix on members",
    "ddl members      | truncate table members",
    "ddl members      | truncate members",
    "ddl members      | truncate only members restart identity",
    "ddl members      | rename table members to people",
    "ddl members      | comment on table members is 'all of them'",
    "ddl members      | create trigger t after update on members for each row execute function f()",
    "ddl members      | grant select, insert on members to clerk",
    "ddl members      | revoke all on table club.members from clerk",
    "ddl type         | create index ix on type (id)",
    "ddl type         | alter table type add name text",
    "ddl _none_       | comment on column members.name is 'from the form'",
    "ddl _none_       | grant usage on schema club to clerk",
    "ddl _none_       | create view v as select * from members join orders on true",
    "ddl _none_       | create or replace function f() returns table (id int) as 'x'",
    "ddl _none_       | create sequence member_ids",
    "ddl _none_       | drop index ix",
    "ddl _none_       | create schema club",
    // transactions and the rest
    "transaction _none_ | commit",
    "transaction _none_ | ROLLBACK TO SAVEPOINT a",
    "transaction _none_ | begin",
    "transaction _none_ | begin;",
    "transaction _none_ | BEGIN WORK",
    "transaction _none_ | begin transaction isolation level serializable",
    "transaction _none_ | begin immediate",
    "transaction _none_ | start transaction read only",
    "transaction _none_ | savepoint a",
    "transaction _none_ | release savepoint a",
    "transaction _none_ | end",
    "other _none_     | begin club.add_member(?); end;",
    "other _none_     | begin ? := club.next_member(?); end;",
    "other _none_     | declare x int; begin null; end;",
    "other _none_     | set search_path to club",
    "other _none_     | show tables",
    "other _none_     | explain select * from members",
    "other _none_     | pragma table_info(members)",
    "other _none_     | lock table members",
    "other _none_     | do $$ begin delete from members; end $$",
    "other _none_     | values (1)",
    "other _none_     | garbage from members",
    "other _none_     | 'select * from members'",
    "other _none_     | 42",
    "other _none_     | ;;;",
    "other _none_     | ",
    "other _none_     |   \n\t ",
    // comments
    "select members   | /* from orders */ select * from members",
    "select members   | -- from orders\nselect * from members",
    "select members   | select -- from orders\n * from members",
    "select members   | # from orders\nselect * from members",
    "select members   | /*+ index(orders) */ select /* , from orders */ * from /**/ members",
    "select members   | select * from/*x*/members",
    "select members   | select * from members -- join orders",
    "other _none_     | -- select * from members",
    "other _none_     | /* select * from members",
    "select members   | select 6/2 from members",
    "select members   | select 6-2 from members",
    // literals
    "select members   | select ' from orders ' from members",
    "select members   | select 'it''s from orders' from members",
    "select members   | select 'it\\'s from orders', 'x' from members",
    "select members   | select E'it\\'s from orders' from members",
    "select members   | select N'from orders', X'00', B'01' from members",
    "select members   | select 'a\\\\' from members",
    "select members   | select a like b escape '\\' from members",
    "select members   | select \"from orders\" from members",
    "select members   | select `from orders` from members",
    "select members   | select q'[it's from orders]' from members",
    "select members   | select q'!it's from orders!', q'(x)' from members",
    "select members   | select $$ it's from orders $$ from members",
    "select members   | select $a1$ $$ from orders $$ $a1$ from members",
    "select members   | select '' from members",
    "select members   | select ' -- ', ' /* ' from members",
    "select _none_    | select 'unterminated from members",
    "select _none_    | select $$ unterminated from members",
    "select _none_    | select q'[unterminated from members",
    "select _none_    | select \"unterminated from members",
    "select _none_    | select * from \"members",
    "select _none_    | select * from [members",
    // operators that look like something else
    "select members   | select doc->>'from' from members",
    "select members   | select doc::text, :name, @x, $1 from members",
    "select members   | select arr[1], arr[i] from members",
    "select members   | select 1.5e3, 0x1F from members",
    "select members   | select a||b from members",
  };

  @ParameterizedTest(name = "{0} | {1}")
  @MethodSource
  void summaryIsOperationAndCollection(String expected, String sql) {
    assertThat(summary(sql)).hasToString(expected);
  }

  static Stream<Arguments> summaryIsOperationAndCollection() {
    return Arrays.stream(CORPUS)
        .map(
            line -> {
              int bar = line.indexOf('|');
              return Arguments.of(line.substring(0, bar).trim(), line.substring(bar + 2));
            });
  }

  @Test
  void operationAndCollectionAreFields() {
    SqlSummary summary = summary("UPDATE Club.Members SET name = ?");

    assertThat(summary.operation).isEqualTo("update");
    assertThat(summary.collection).isEqualTo("members");
  }

  @Test
  void summariesAreEqualIfAllThreePartsAre() {
    assertThat(summary("select * from a where b = 1"))
        .isEqualTo(summary("select * from a where b = 23"))
        .hasSameHashCodeAs(summary("select * from a where b = 23"))
        .isNotEqualTo(summary("select * from a where c = 1"))
        .isNotEqualTo(summary("select * from b where b = 1"))
        .isNotEqualTo(summary("delete from a where b = 1"));
  }

  @Test
  void aCollectionHasAtMostOneHundredAndTwentyCharacters() {
    assertThat(summary("select * from " + "x".repeat(500)).collection).isEqualTo("x".repeat(120));
    assertThat(summary("select * from " + "x".repeat(119) + "123").collection)
        .isEqualTo("x".repeat(119) + "{");
  }

  @Test
  void controlCharactersInAQuotedNameAreDropped() {
    assertThat(summary("select * from \"a\nb\u0000c\"").collection).isEqualTo("abc");
    assertThat(summary("select * from \"\n\"").collection).isEqualTo("_none_");
    assertThat(summary("select * from \"\"").collection).isEqualTo("_none_");
  }

  @Test
  void hundredsOfParenthesesDoNotConfuse() {
    String deep = "(".repeat(300) + "1" + ")".repeat(300);

    assertThat(summary("select " + deep + " from members")).hasToString("select members");
    assertThat(summary("select 1" + ")".repeat(300) + " from members"))
        .hasToString("select members");
  }

  @Test
  void whatStandsBehindTheFirstSixteenThousandCharactersIsNotRead() {
    String blanks = " ".repeat(17_000);

    assertThat(summary("select * " + blanks + " from members")).hasToString("select _none_");
    assertThat(summary("select '" + blanks + "' from members")).hasToString("select _none_");
  }

  @Test
  void garbageIsSummarisedWithoutFailing() {
    Random random = new Random(42);
    String[] pieces = {
      "select",
      "from",
      "with",
      "recursive",
      "as",
      "insert",
      "into",
      "update",
      "set",
      "delete",
      "merge",
      "join",
      "union",
      "only",
      "or",
      "top",
      "when",
      "begin",
      "create",
      "on",
      "table",
      "truncate",
      "distinct",
      "values",
      "call",
      "members",
      "a.b",
      "q'[",
      "$x$",
      "$$",
      "$1",
      "'",
      "''",
      "\\'",
      "\"",
      "`",
      "[",
      "]",
      "(",
      ")",
      "{",
      "}",
      "?",
      "=",
      ";",
      ",",
      ".",
      "#",
      "--",
      "/*",
      "*/",
      "\n",
      " ",
      " ",
      " ",
      "1",
      "é",
      "\u0000",
      "\ud800",
    };
    for (int i = 0; i < 200_000; i++) {
      StringBuilder sql = new StringBuilder();
      for (int length = random.nextInt(25); length > 0; length--) {
        sql.append(pieces[random.nextInt(pieces.length)]);
        if (random.nextInt(3) == 0) {
          sql.append(' ');
        }
      }

      SqlSummary summary = summary(sql.toString());

      if (summary.collection.isEmpty() || summary.collection.length() > 120) {
        throw new AssertionError(summary + " of " + sql);
      }
    }
  }

  private static SqlSummary summary(String sql) {
    return SqlSummary.of(sql, SqlDialect.STANDARD);
  }
}
