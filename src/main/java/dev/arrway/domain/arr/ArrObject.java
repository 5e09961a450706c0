package dev.arrway.domain.arr;

import java.util.Locale;

/** Objects of an instance that are read and written whole, as JSON documents in its own words. */
public enum ArrObject {
  /** Quality profiles. */
  QUALITY_PROFILE("/qualityprofile"),
  /** The template that a new quality profile begins with; one object, read only. */
  QUALITY_PROFILE_SCHEMA("/qualityprofile/schema"),
  /** How large files of each quality may be; read only here. */
  QUALITY_DEFINITION("/qualitydefinition"),
  /** The languages that profiles can name; read only. */
  LANGUAGE("/language"),
  /** Custom formats. */
  CUSTOM_FORMAT("/customformat"),
  /** Tags. */
  TAG("/tag"),
  /** Root folders; these have no update. */
  ROOT_FOLDER("/rootfolder"),
  /** Naming settings; one object with an id. */
  NAMING("/config/naming"),
  /** Media management settings; one object with an id. */
  MEDIA_MANAGEMENT("/config/mediamanagement"),
  /** Whom the server tells of what happens; their settings hold secrets. */
  NOTIFICATION("/notification"),
  /** Movies or series that lists must not add. */
  EXCLUSION("");

  private final String path;

  ArrObject(String path) {
    this.path = path;
  }

  /** Below the API's prefix; empty where vendors differ. */
  public String path() {
    return path;
  }

  /** Such as {@code quality_profile}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
