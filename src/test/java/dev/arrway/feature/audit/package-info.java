/** Tests of the audit. */
package dev.arrway.feature.audit;
