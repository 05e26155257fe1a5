package dev.tacho.agenttests.frameworks;

import dev.tacho.agenttests.containers.Launch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.persistence.EntityManager;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The club as a service of Spring Boot, through repositories of Spring Data, Hibernate and
 * HikariCP; with a session open for the whole request, as is the default. Hibernate creates the
 * tables at the start.
 */
@SpringBootApplication
@RestController
public class SpringDataClub {
  private static final int MEMBER_COUNT = 12;
  private static final int ORDERS_OF_EACH = 2;

  private final Members members;
  private final EntityManager entities;

  SpringDataClub(Members members, EntityManager entities) {
    this.members = members;
    this.entities = entities;
  }

  public static void main(String[] arguments) throws Exception {
    Launch launch = new Launch(arguments);
    Map<String, Object> properties = new HashMap<>();
    properties.put("server.port", "0");
    properties.put("server.address", "127.0.0.1");
    properties.put("server.tomcat.basedir", launch.folder().getPath());
    properties.put("spring.datasource.url", "jdbc:h2:mem:club");
    properties.put("spring.jpa.hibernate.ddl-auto", "create");
    properties.put("spring.main.banner-mode", "off");
    properties.put("logging.level.root", "off");
    SpringApplication application = new SpringApplication(SpringDataClub.class);
    application.setDefaultProperties(properties);
    ConfigurableApplicationContext context = application.run();
    launch.ready(Integer.parseInt(context.getEnvironment().getProperty("local.server.port")));
  }

  @GetMapping("/create")
  int create() {
    List<Member> all = new ArrayList<>();
    for (int i = 0; i < MEMBER_COUNT; i++) {
      Member member = new Member();
      for (int order = 0; order < ORDERS_OF_EACH; order++) {
        member.orders().add(new Order(member));
      }
      all.add(member);
    }
    members.saveAll(all);
    return 0;
  }

  @GetMapping("/one-by-one")
  int ordersOneByOne() {
    return members.findAll().stream().mapToInt(member -> member.orders().size()).sum();
  }

  @GetMapping("/at-once")
  int ordersAtOnce() {
    return members.findAllWithOrders().stream().mapToInt(member -> member.orders().size()).sum();
  }

  @GetMapping("/by-literals")
  int ordersByLiterals() {
    int orders = 0;
    for (Member member : members.findAll()) {
      orders +=
          entities
              .createNativeQuery("select id from orders where member_id = " + member.id())
              .getResultList()
              .size();
    }
    return orders;
  }
}
