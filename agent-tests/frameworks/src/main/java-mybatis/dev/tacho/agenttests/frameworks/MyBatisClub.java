package dev.tacho.agenttests.frameworks;

import org.apache.ibatis.datasource.pooled.PooledDataSource;
import org.apache.ibatis.mapping.Environment;
import org.apache.ibatis.session.Configuration;
import org.apache.ibatis.session.SqlSession;
import org.apache.ibatis.session.SqlSessionFactory;
import org.apache.ibatis.session.SqlSessionFactoryBuilder;
import org.apache.ibatis.transaction.jdbc.JdbcTransactionFactory;

/** Through a mapper of MyBatis, and its own pool. */
public final class MyBatisClub implements Club {
  private final SqlSessionFactory sessions;

  private MyBatisClub() {
    PooledDataSource pool = new PooledDataSource("org.h2.Driver", DATABASE, "", "");
    Configuration configuration =
        new Configuration(new Environment("club", new JdbcTransactionFactory(), pool));
    configuration.addMapper(ClubMapper.class);
    sessions = new SqlSessionFactoryBuilder().build(configuration);
  }

  public static void main(String[] arguments) throws Exception {
    ClubServer.serve(arguments, new MyBatisClub());
  }

  @Override
  public void create() {
    try (SqlSession session = sessions.openSession()) {
      ClubMapper mapper = session.getMapper(ClubMapper.class);
      mapper.createMembers();
      mapper.createOrders();
      for (int member = 0; member < MEMBER_COUNT; member++) {
        mapper.addMember(member);
        for (int order = 0; order < ORDERS_OF_EACH; order++) {
          mapper.addOrder(member * ORDERS_OF_EACH + order, member);
        }
      }
      session.commit();
    }
  }

  @Override
  public int ordersOneByOne() {
    try (SqlSession session = sessions.openSession()) {
      ClubMapper mapper = session.getMapper(ClubMapper.class);
      return mapper.members().stream().mapToInt(id -> mapper.ordersOf(id).size()).sum();
    }
  }

  @Override
  public int ordersAtOnce() {
    try (SqlSession session = sessions.openSession()) {
      return session.getMapper(ClubMapper.class).allOrders().size();
    }
  }

  @Override
  public int ordersByLiterals() {
    try (SqlSession session = sessions.openSession()) {
      ClubMapper mapper = session.getMapper(ClubMapper.class);
      return mapper.members().stream().mapToInt(id -> mapper.ordersByLiteral(id).size()).sum();
    }
  }
}
