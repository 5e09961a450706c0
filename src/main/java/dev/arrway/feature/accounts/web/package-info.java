/** Routes of accounts: set-up, login, sessions, personal keys, users. */
@NullMarked
@CheckReturnValue
package dev.arrway.feature.accounts.web;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
