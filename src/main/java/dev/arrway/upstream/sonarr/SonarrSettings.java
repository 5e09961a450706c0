package dev.arrway.upstream.sonarr;

import dev.arrway.upstream.SettingField;
import dev.arrway.upstream.Settings;
import dev.arrway.upstream.shared.arr.ArrSettings;
import java.util.List;

/**
 * What a Sonarr instance can be told.
 *
 * @param arr as every arr
 */
record SonarrSettings(ArrSettings arr) {
  static final List<SettingField> FIELDS = ArrSettings.FIELDS;

  static SonarrSettings of(Settings settings) {
    return new SonarrSettings(ArrSettings.of(settings));
  }
}
