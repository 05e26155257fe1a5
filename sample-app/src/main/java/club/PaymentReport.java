package club;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import redis.clients.jedis.JedisPooled;

/** The job that sums the payments up and leaves the report in Redis. */
final class PaymentReport implements Runnable {
  static final String KEY = "club:payment-report";

  private static final Logger LOG = System.getLogger("club");

  private final Database database;
  private final JedisPooled redis;

  PaymentReport(Database database, JedisPooled redis) {
    this.database = database;
    this.redis = redis;
  }

  @Override
  public void run() {
    try {
      var sums =
          database.query(
              "SELECT outcome, COUNT(*) AS payments, SUM(amount) AS amount FROM payments"
                  + " GROUP BY outcome ORDER BY outcome");
      redis.set(KEY, Http.json(sums));
    } catch (RuntimeException e) {
      // An exception that leaves a periodic job ends it for good.
      LOG.log(Level.WARNING, "payment report failed", e);
    }
  }
}
