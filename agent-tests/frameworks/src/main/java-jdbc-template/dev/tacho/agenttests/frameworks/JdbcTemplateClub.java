package dev.tacho.agenttests.frameworks;

import org.h2.jdbcx.JdbcDataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** Through Spring's JdbcTemplate, with a connection for each statement. */
public final class JdbcTemplateClub implements Club {
  private static final String MEMBERS = "select id from members";

  private final JdbcTemplate jdbc;

  private JdbcTemplateClub() {
    JdbcDataSource database = new JdbcDataSource();
    database.setUrl(DATABASE);
    jdbc = new JdbcTemplate(database);
  }

  public static void main(String[] arguments) throws Exception {
    ClubServer.serve(arguments, new JdbcTemplateClub());
  }

  @Override
  public void create() {
    jdbc.execute(Tables.MEMBERS);
    jdbc.execute(Tables.ORDERS);
    for (int member = 0; member < MEMBER_COUNT; member++) {
      jdbc.update("insert into members (id) values (?)", member);
      for (int order = 0; order < ORDERS_OF_EACH; order++) {
        jdbc.update(
            "insert into orders (id, member_id) values (?, ?)",
            member * ORDERS_OF_EACH + order,
            member);
      }
    }
  }

  @Override
  public int ordersOneByOne() {
    int orders = 0;
    for (int member : jdbc.queryForList(MEMBERS, Integer.class)) {
      orders +=
          jdbc.queryForList("select id from orders where member_id = ?", Integer.class, member)
              .size();
    }
    return orders;
  }

  @Override
  public int ordersAtOnce() {
    return jdbc.queryForList(
            "select o.id from members m join orders o on o.member_id = m.id", Integer.class)
        .size();
  }

  @Override
  public int ordersByLiterals() {
    int orders = 0;
    for (int member : jdbc.queryForList(MEMBERS, Integer.class)) {
      orders +=
          jdbc.queryForList("select id from orders where member_id = " + member, Integer.class)
              .size();
    }
    return orders;
  }
}
