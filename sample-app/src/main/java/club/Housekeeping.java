package club;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** The job that ends unpaid memberships and keeps a long running database small. */
final class Housekeeping implements Runnable {
  private static final Logger LOG = System.getLogger("club");

  private final Database database;

  Housekeeping(Database database) {
    this.database = database;
  }

  @Override
  public void run() {
    try {
      database.update(
          "UPDATE members SET active = FALSE WHERE active AND paid_until < CURRENT_DATE");
      database.update(
          "DELETE FROM members"
              + " WHERE paid_until IS NULL AND joined_at < CURRENT_TIMESTAMP - INTERVAL '1' HOUR");
      database.update(
          "DELETE FROM payments WHERE created_at < CURRENT_TIMESTAMP - INTERVAL '1' HOUR");
    } catch (RuntimeException e) {
      // An exception that leaves a periodic job ends it for good.
      LOG.log(Level.WARNING, "housekeeping failed", e);
    }
  }
}
