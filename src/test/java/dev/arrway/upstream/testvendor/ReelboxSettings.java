package dev.arrway.upstream.testvendor;

import dev.arrway.upstream.SettingField;
import dev.arrway.upstream.Settings;
import java.util.List;

/** One setting of its own: which shelf is looked at. */
record ReelboxSettings(long shelf) {
  static final List<SettingField> FIELDS =
      List.of(SettingField.integer("shelf", 1, 9, 1, "The shelf that is looked at."));

  static ReelboxSettings of(Settings settings) {
    return new ReelboxSettings(settings.integer("shelf"));
  }
}
