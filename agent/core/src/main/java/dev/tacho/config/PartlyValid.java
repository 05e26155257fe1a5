package dev.tacho.config;

import java.util.List;

/** A value that is in force although parts of the text it was made of are none. */
interface PartlyValid {
  /** One line without end for each part that is left out. */
  List<String> problems();
}
