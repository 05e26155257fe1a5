package club;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import redis.clients.jedis.Jedis;

final class ClubAppTest {
  private static final String JDBC_URL = "jdbc:h2:mem:club-test";

  @TempDir private static Path directory;
  private static ClubWithRedis club;

  @BeforeAll
  static void startTheApplication() throws Exception {
    club = ClubWithRedis.start(directory, JDBC_URL, "--port", "0", "--no-jobs");
  }

  @AfterAll
  static void stopEverything() throws Exception {
    club.close();
  }

  @ParameterizedTest
  @CsvSource({
    "/health,                200, up",
    "/members,               200, active",
    "/members/1,             200, member1@club.example",
    "/members/1000000,       404, no such member",
    "/members/x,             404, no such member",
    "/events,                200, held_on",
    "/events/1,              200, held_on",
    "/events/1000000,        404, no such event",
    "/events/with-attendees, 200, attendees",
    "/payments,              404, no report yet",
    "/search?q=ada,          200, Ada",
    "/search?q=a,            200, Ada",
    "/search?q=,             400, q is needed",
    "/admin/stats,           200, attendances",
    "/admin/fail,            500, failed on purpose",
    "/admin/bad-query,       409, member1@club.example",
    "/admin/nothing,         404, no such page",
    "/nothing,               404, Not Found"
  })
  void everyPageAnswersAsDocumented(String path, int status, String part) throws Exception {
    HttpResponse<String> response = get(path);

    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.body()).contains(part);
  }

  @ParameterizedTest
  @CsvSource({
    "memberId=1&amount=1000,       201, PAID",
    "memberId=1&amount=1041,       402, DECLINED",
    "memberId=1&amount=1042,       502, FAILED",
    "memberId=1&amount=1043,       201, PAID",
    "memberId=1&amount=1044,       504, UNKNOWN",
    "memberId=1,                   400, needed",
    "memberId=1000000&amount=1000, 404, no such member"
  })
  void theAmountDecidesWhatBecomesOfAPayment(String form, int status, String part)
      throws Exception {
    HttpResponse<String> response = post("/payments", form);

    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.body()).contains(part);
  }

  @Test
  void aNewMemberCanBeFoundAndNobodyElseCanTakeTheEmail() throws Exception {
    String form = "name=Zoe+%22Z%22+Zeh&email=zoe@club.example";
    HttpResponse<String> created = post("/members", form);

    assertThat(created.statusCode()).isEqualTo(201);
    assertThat(get(created.headers().firstValue("Location").orElseThrow()).body())
        .contains("zoe@club.example");
    assertThat(post("/members", form).statusCode()).isEqualTo(409);
    assertThat(post("/members", "name=Zoe").statusCode()).isEqualTo(400);
  }

  @Test
  void aMemberIsReadFromTheDatabaseOnceAndThenFromRedis() throws Exception {
    String sql = "SELECT id, name, email, active FROM members WHERE id = ?";
    long before = executions(sql);

    String first = get("/members/77").body();
    String second = get("/members/77").body();

    assertThat(second).isEqualTo(first);
    assertThat(executions(sql) - before).isEqualTo(1);
  }

  @Test
  void eventsWithAttendeesTakeOneQueryForEachEvent() throws Exception {
    String sql =
        "SELECT m.id, m.name FROM attendances a JOIN members m ON m.id = a.member_id"
            + " WHERE a.event_id = ? ORDER BY m.id";
    long before = executions(sql);

    get("/events/with-attendees");

    assertThat(executions(sql) - before).isEqualTo(Database.EVENTS);
  }

  @Test
  void workDoesWhatItIsAskedForAndNothingElse() throws Exception {
    long statementsBefore = executions("%");
    long getsBefore = redisCalls("get");

    HttpResponse<String> response =
        get("/work?queries=3&failQueries=2&gets=4&hit=true&calls=2&status=418");

    assertThat(response.statusCode()).isEqualTo(418);
    assertThat(response.body())
        .contains("\"rows\":3", "\"failures\":2", "\"hits\":4", "\"answers\":2");
    assertThat(executions("%") - statementsBefore).isEqualTo(3);
    assertThat(redisCalls("get") - getsBefore).isEqualTo(4);
  }

  @Test
  void workCallsWhileItHoldsAConnectionIfAsked() throws Exception {
    assertThat(get("/work?heldCalls=3").body()).contains("\"answers\":3");
  }

  @Test
  void workMissesInRedisUnlessAHitIsAskedFor() throws Exception {
    assertThat(get("/work?gets=2").body()).contains("\"hits\":0");
  }

  @Test
  void workWithoutAnOrderDoesNothing() throws Exception {
    long statementsBefore = executions("%");
    long getsBefore = redisCalls("get");

    assertThat(get("/work").statusCode()).isEqualTo(200);

    assertThat(executions("%")).isEqualTo(statementsBefore);
    assertThat(redisCalls("get")).isEqualTo(getsBefore);
  }

  @Test
  void workThrowsOnRequest() throws Exception {
    assertThat(get("/work?throw=true").statusCode()).isEqualTo(500);
  }

  private static HttpResponse<String> get(String path) throws Exception {
    return club.get(path);
  }

  private static HttpResponse<String> post(String path, String form) throws Exception {
    return club.post(path, form);
  }

  /** How often a statement succeeded, counted by H2 from the first time this was asked. */
  private static long executions(String sqlPattern) throws Exception {
    try (Connection connection = DriverManager.getConnection(JDBC_URL);
        Statement setting = connection.createStatement();
        PreparedStatement question =
            connection.prepareStatement(
                "SELECT COALESCE(SUM(execution_count), 0) FROM information_schema.query_statistics"
                    + " WHERE sql_statement LIKE ?"
                    + " AND sql_statement NOT LIKE '%information_schema%'"
                    + " AND sql_statement NOT LIKE 'SET %'")) {
      setting.execute("SET QUERY_STATISTICS TRUE");
      question.setString(1, sqlPattern);
      try (ResultSet result = question.executeQuery()) {
        result.next();
        return result.getLong(1);
      }
    }
  }

  private static long redisCalls(String command) {
    try (Jedis jedis = club.jedis()) {
      Matcher calls =
          Pattern.compile("cmdstat_" + command + ":calls=([0-9]+)")
              .matcher(jedis.info("commandstats"));
      return calls.find() ? Long.parseLong(calls.group(1)) : 0;
    }
  }
}
