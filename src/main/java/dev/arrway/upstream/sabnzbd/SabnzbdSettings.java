package dev.arrway.upstream.sabnzbd;

import dev.arrway.upstream.SettingField;
import dev.arrway.upstream.Settings;
import java.util.List;

/**
 * What a SABnzbd instance can be told.
 *
 * @param historyLimit finished jobs that are looked at, the newest ones
 */
record SabnzbdSettings(int historyLimit) {
  static final List<SettingField> FIELDS =
      List.of(
          SettingField.map(
              "category_mappings",
              "The client's category by the name that requests use; others stay as they are."),
          SettingField.integer(
              "history_limit", 10, 10_000, 500, "Finished jobs that are looked at, the newest."));

  static SabnzbdSettings of(Settings settings) {
    return new SabnzbdSettings((int) settings.integer("history_limit"));
  }
}
