package dev.tacho.agenttests.jobs;

import java.util.List;

/** Tables of scenarios, each for libraries of its own. */
public enum JobTables {
  JDK {
    @Override
    public List<JobScenario> scenarios() {
      return JdkJobs.table();
    }
  },
  SPRING {
    @Override
    public List<JobScenario> scenarios() {
      return SpringJobs.table();
    }
  },
  QUARTZ {
    @Override
    public List<JobScenario> scenarios() {
      return QuartzJobs.table();
    }
  },
  MANAGED {
    @Override
    public List<JobScenario> scenarios() {
      return ManagedJobs.table();
    }
  };

  public abstract List<JobScenario> scenarios();
}
