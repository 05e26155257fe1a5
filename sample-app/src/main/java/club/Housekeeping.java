package club;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** The job that ends unpaid memberships and keeps a long running database small. */
final class Housekeeping implements Runnable {
  private static final Logger LOG = System.getLogger("club");

  private final Database database;
  private final Faults faults;

  Housekeeping(Database database, Faults faults) {
    this.database = database;
    this.faults = faults;
  }

  @Override
  public void run() {
    if (faults.isOn(Fault.JOB_FAILURE)) {
      throw new IllegalStateException("failed on purpose");
    }
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
