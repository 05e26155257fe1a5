package dev.tacho.instrumentation.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tacho.facade.TachoSlot;
import dev.tacho.instrumentation.WovenLibrary;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.ClassDefinition;
import java.lang.instrument.Instrumentation;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Properties;
import net.bytebuddy.agent.ByteBuddyAgent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What other agents may do to the classes that were given a slot. H2 has three of statements. */
final class StatementSlotTest {
  private static final Instrumentation otherAgent = ByteBuddyAgent.install();

  private final ClassLoader loader = WovenLibrary.loaderOfTheJarOf(org.h2.Driver.class);
  private final Connection connection = connect();

  private Connection connect() {
    WovenLibrary.counted("db_queries_total"); // the agent is there before the driver
    try {
      Driver driver = (Driver) loader.loadClass("org.h2.Driver").getConstructor().newInstance();
      return driver.connect("jdbc:h2:mem:", new Properties());
    } catch (ReflectiveOperationException | SQLException notH2) {
      throw new LinkageError("cannot connect to H2", notH2);
    }
  }

  @AfterEach
  void nothingWentWrongInsideTheAgent() throws SQLException {
    connection.close();
    assertThat(WovenLibrary.counted("tacho_errors_total")).isEmpty();
  }

  @Test
  void preparedAndCallableStatementsShareOneSlotAndPlainOnesHaveNone() throws SQLException {
    Class<?> prepared = connection.prepareStatement("select 1").getClass();
    Class<?> callable = connection.prepareCall("{call abs(1)}").getClass();

    assertThat(prepared.getInterfaces()).contains(TachoSlot.class);
    assertThat(callable.getSuperclass()).isSameAs(prepared);
    assertThat(callable.getInterfaces()).doesNotContain(TachoSlot.class);
    assertThat(connection.createStatement()).isNotInstanceOf(TachoSlot.class);
  }

  @Test
  void aStatementCountsBeforeAndAfterAnotherAgentRetransformsItsClass() throws Exception {
    create("retransformed");
    PreparedStatement before = connection.prepareStatement("select * from retransformed");
    before.execute();

    otherAgent.retransformClasses(statementClasses());

    before.execute();
    connection.prepareStatement("select * from retransformed").execute();
    assertThat(selectsOf("retransformed")).isEqualTo("3.0");
  }

  @Test
  void aStatementCountsAfterAnotherAgentRedefinesItsClass() throws Exception {
    create("redefined");
    PreparedStatement before = connection.prepareStatement("select * from redefined");

    for (Class<?> type : statementClasses()) {
      otherAgent.redefineClasses(new ClassDefinition(type, original(type)));
    }

    before.execute();
    connection.prepareStatement("select * from redefined").execute();
    assertThat(selectsOf("redefined")).isEqualTo("2.0");
  }

  @Test
  void anotherAgentCanRetransformClassesOfALoaderThatWasClosed() throws Exception {
    PreparedStatement statement = connection.prepareCall("{call abs(1)}");
    Class<?>[] types = statementClasses();
    connection.close();
    ((Closeable) loader).close();

    otherAgent.retransformClasses(types);

    assertThat(((TachoSlot) statement).tachoSlot()).as("its text, as before").isNotNull();
  }

  private void create(String table) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("create table " + table + " (id int primary key)");
    }
    connection.prepareCall("{call abs(1)}").close(); // so that its class is loaded
  }

  private Class<?>[] statementClasses() {
    Class<?>[] types =
        Arrays.stream(otherAgent.getAllLoadedClasses())
            .filter(type -> type.getClassLoader() == loader)
            .filter(type -> type.getName().matches("org\\.h2\\.jdbc\\.Jdbc\\w*Statement"))
            .toArray(Class<?>[]::new);
    assertThat(types).hasSize(3);
    return types;
  }

  private static byte[] original(Class<?> type) throws IOException {
    try (InputStream in = type.getResourceAsStream(type.getSimpleName() + ".class")) {
      return in.readAllBytes();
    }
  }

  private static String selectsOf(String table) {
    String labels =
        "{collection=\"" + table + "\",operation=\"select\",status=\"success\",system=\"h2\"} ";
    return WovenLibrary.counted("db_queries_total").stream()
        .filter(sample -> sample.startsWith(labels))
        .map(sample -> sample.substring(labels.length()))
        .findFirst()
        .orElse("none");
  }
}
