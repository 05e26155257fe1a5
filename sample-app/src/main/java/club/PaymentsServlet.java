package club;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.util.Map;
import redis.clients.jedis.JedisPooled;

/** Payments: charging a member through the provider, and the latest report. */
final class PaymentsServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private final transient Database database;
  private final transient JedisPooled redis;
  private final transient Payments payments;

  PaymentsServlet(Database database, JedisPooled redis, Payments payments) {
    this.database = database;
    this.redis = redis;
    this.payments = payments;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String report = redis.get(PaymentReport.KEY);
    if (report == null) {
      Http.sendError(response, HttpServletResponse.SC_NOT_FOUND, "no report yet");
    } else {
      Http.sendJson(response, HttpServletResponse.SC_OK, report);
    }
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    int memberId = Http.number(request.getParameter("memberId"), -1);
    int amount = Http.number(request.getParameter("amount"), -1);
    if (memberId < 0 || amount < 0) {
      Http.sendError(
          response, HttpServletResponse.SC_BAD_REQUEST, "memberId and amount are needed");
    } else if (database.query("SELECT id FROM members WHERE id = ?", memberId).isEmpty()) {
      Http.sendError(response, HttpServletResponse.SC_NOT_FOUND, "no such member");
    } else {
      Outcome outcome = charge(amount);
      int id =
          database.insert(
              "INSERT INTO payments (member_id, amount, outcome) VALUES (?, ?, ?)",
              memberId,
              amount,
              outcome.name());
      Http.send(response, outcome.status, Map.of("id", id, "outcome", outcome));
    }
  }

  private Outcome charge(int amount) {
    try {
      return switch (payments.charge(amount)) {
        case HttpServletResponse.SC_CREATED -> Outcome.PAID;
        case HttpServletResponse.SC_PAYMENT_REQUIRED -> Outcome.DECLINED;
        default -> Outcome.FAILED;
      };
    } catch (HttpTimeoutException e) {
      return Outcome.UNKNOWN;
    } catch (IOException e) {
      return Outcome.FAILED;
    }
  }

  /** What became of a charge, and the status that tells the caller. */
  private enum Outcome {
    PAID(HttpServletResponse.SC_CREATED),
    DECLINED(HttpServletResponse.SC_PAYMENT_REQUIRED),
    FAILED(HttpServletResponse.SC_BAD_GATEWAY),
    UNKNOWN(HttpServletResponse.SC_GATEWAY_TIMEOUT);

    private final int status;

    Outcome(int status) {
      this.status = status;
    }
  }
}
