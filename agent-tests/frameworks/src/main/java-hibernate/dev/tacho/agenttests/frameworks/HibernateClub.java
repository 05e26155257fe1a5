package dev.tacho.agenttests.frameworks;

import java.util.List;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.Configuration;

/** Through the entities of Hibernate, which makes the tables itself. */
public final class HibernateClub implements Club {
  private SessionFactory sessions;

  public static void main(String[] arguments) throws Exception {
    ClubServer.serve(arguments, new HibernateClub());
  }

  @Override
  public void create() {
    sessions =
        new Configuration()
            .addAnnotatedClass(Member.class)
            .addAnnotatedClass(Order.class)
            .setProperty("hibernate.connection.url", DATABASE)
            .setProperty("hibernate.hbm2ddl.auto", "create")
            .buildSessionFactory();
    try (Session session = sessions.openSession()) {
      session.beginTransaction();
      for (int i = 0; i < MEMBER_COUNT; i++) {
        Member member = new Member();
        for (int order = 0; order < ORDERS_OF_EACH; order++) {
          member.orders().add(new Order(member));
        }
        session.persist(member);
      }
      session.getTransaction().commit();
    }
  }

  @Override
  public int ordersOneByOne() {
    return ordersOf("select m from Member m");
  }

  @Override
  public int ordersAtOnce() {
    return ordersOf("select distinct m from Member m join fetch m.orders");
  }

  private int ordersOf(String query) {
    try (Session session = sessions.openSession()) {
      session.beginTransaction();
      int orders = 0;
      for (Member member : session.createQuery(query, Member.class).list()) {
        orders += member.orders().size();
      }
      session.getTransaction().commit();
      return orders;
    }
  }

  @Override
  public int ordersByLiterals() {
    try (Session session = sessions.openSession()) {
      session.beginTransaction();
      int orders = 0;
      for (Member member : session.createQuery("select m from Member m", Member.class).list()) {
        List<Order> found =
            session
                .createNativeQuery(
                    "select * from orders where member_id = " + member.id(), Order.class)
                .getResultList();
        orders += found.size();
      }
      session.getTransaction().commit();
      return orders;
    }
  }
}
