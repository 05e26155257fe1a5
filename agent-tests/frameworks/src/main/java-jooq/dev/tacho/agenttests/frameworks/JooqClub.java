package dev.tacho.agenttests.frameworks;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.table;

import org.h2.jdbcx.JdbcDataSource;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SQLDialect;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** Through the statements that jOOQ builds, with a connection for each. */
public final class JooqClub implements Club {
  private static final Table<Record> MEMBERS_TABLE = table(name("MEMBERS"));
  private static final Table<Record> ORDERS_TABLE = table(name("ORDERS"));
  private static final Field<Integer> MEMBER = field(name("MEMBERS", "ID"), SQLDataType.INTEGER);
  private static final Field<Integer> ORDER = field(name("ORDERS", "ID"), SQLDataType.INTEGER);
  private static final Field<Integer> ORDER_OF =
      field(name("ORDERS", "MEMBER_ID"), SQLDataType.INTEGER);

  private final DSLContext jooq;

  private JooqClub() {
    JdbcDataSource database = new JdbcDataSource();
    database.setUrl(DATABASE);
    jooq = DSL.using(database, SQLDialect.H2);
  }

  public static void main(String[] arguments) throws Exception {
    System.setProperty("org.jooq.no-logo", "true");
    ClubServer.serve(arguments, new JooqClub());
  }

  @Override
  public void create() {
    jooq.execute(Tables.MEMBERS);
    jooq.execute(Tables.ORDERS);
    for (int member = 0; member < MEMBER_COUNT; member++) {
      jooq.insertInto(MEMBERS_TABLE, MEMBER).values(member).execute();
      for (int order = 0; order < ORDERS_OF_EACH; order++) {
        jooq.insertInto(ORDERS_TABLE, ORDER, ORDER_OF)
            .values(member * ORDERS_OF_EACH + order, member)
            .execute();
      }
    }
  }

  @Override
  public int ordersOneByOne() {
    int orders = 0;
    for (int member : jooq.select(MEMBER).from(MEMBERS_TABLE).fetch(MEMBER)) {
      orders += jooq.select(ORDER).from(ORDERS_TABLE).where(ORDER_OF.eq(member)).fetch().size();
    }
    return orders;
  }

  @Override
  public int ordersAtOnce() {
    return jooq.select(ORDER)
        .from(MEMBERS_TABLE)
        .join(ORDERS_TABLE)
        .on(ORDER_OF.eq(MEMBER))
        .fetch()
        .size();
  }

  @Override
  public int ordersByLiterals() {
    int orders = 0;
    for (int member : jooq.select(MEMBER).from(MEMBERS_TABLE).fetch(MEMBER)) {
      orders +=
          jooq.select(ORDER).from(ORDERS_TABLE).where(ORDER_OF.eq(inline(member))).fetch().size();
    }
    return orders;
  }
}
