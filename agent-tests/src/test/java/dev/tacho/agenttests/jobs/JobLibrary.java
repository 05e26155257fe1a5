package dev.tacho.agenttests.jobs;

/** What runs jobs, in a version that is alone on the class path of an application. */
enum JobLibrary {
  JDK(JobTables.JDK, null, 8),
  SPRING_5(JobTables.SPRING, "spring-scheduling-5", 8),
  SPRING_6(JobTables.SPRING, "spring-scheduling-6", 17),
  SPRING_7(JobTables.SPRING, "spring-scheduling-7", 17),
  QUARTZ_2_3_0(JobTables.QUARTZ, "quartz-2.3.0", 8),
  QUARTZ_2_3_2(JobTables.QUARTZ, "quartz-2.3.2", 8),
  QUARTZ_2_5(JobTables.QUARTZ, "quartz-2.5", 11),
  MANAGED_1(JobTables.MANAGED, "managed-executors-1", 8),
  MANAGED_3_0(JobTables.MANAGED, "managed-executors-3.0", 11),
  MANAGED_3_1(JobTables.MANAGED, "managed-executors-3.1", 17);

  final JobTables table;

  /** Its name in {@code agent-tests/apps}; null for none. */
  final String librarySet;

  final int oldestJdk;

  JobLibrary(JobTables table, String librarySet, int oldestJdk) {
    this.table = table;
    this.librarySet = librarySet;
    this.oldestJdk = oldestJdk;
  }
}
