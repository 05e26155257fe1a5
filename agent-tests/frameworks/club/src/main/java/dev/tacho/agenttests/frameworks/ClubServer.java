package dev.tacho.agenttests.frameworks;

import dev.tacho.agenttests.containers.Launch;
import java.io.File;
import java.io.IOException;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;

/** Serves a club with Tomcat 9: {@code /create}, {@code /one-by-one} and so on. */
final class ClubServer {
  private ClubServer() {}

  /**
   * Serves until the JVM is ended. Nothing is done with the club before the first request.
   *
   * @param arguments as {@link Launch} takes them
   */
  static void serve(String[] arguments, Club club) throws Exception {
    Launch launch = new Launch(arguments);
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(new File(launch.folder(), "tomcat").getPath());
    tomcat.setPort(0);
    Context context = tomcat.addContext("", launch.folder().getPath());
    for (Page page : Page.values()) {
      Tomcat.addServlet(context, page.name(), new ClubServlet(page, club));
      context.addServletMappingDecoded(page.path, page.name());
    }
    tomcat.getConnector();
    tomcat.start();
    launch.ready(tomcat.getConnector().getLocalPort());
    tomcat.getServer().await();
  }

  private enum Page {
    CREATE("/create") {
      @Override
      int orders(Club club) throws Exception {
        club.create();
        return 0;
      }
    },
    ONE_BY_ONE("/one-by-one") {
      @Override
      int orders(Club club) throws Exception {
        return club.ordersOneByOne();
      }
    },
    AT_ONCE("/at-once") {
      @Override
      int orders(Club club) throws Exception {
        return club.ordersAtOnce();
      }
    },
    BY_LITERALS("/by-literals") {
      @Override
      int orders(Club club) throws Exception {
        return club.ordersByLiterals();
      }
    };

    final String path;

    Page(String path) {
      this.path = path;
    }

    abstract int orders(Club club) throws Exception;
  }

  private static final class ClubServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    private final Page page;
    private final transient Club club;

    ClubServlet(Page page, Club club) {
      this.page = page;
      this.club = club;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws ServletException, IOException {
      int orders;
      try {
        orders = page.orders(club);
      } catch (Exception failure) {
        throw new ServletException(failure);
      }
      response.getWriter().print(orders);
    }
  }
}
