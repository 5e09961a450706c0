/** Tests of accounts, and the harness that other packages' tests use. */
package dev.arrway.feature.accounts;
