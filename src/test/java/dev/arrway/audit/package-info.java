/** Tests of the audit. */
package dev.arrway.audit;
