"""Time words of English news as TIMEX3 values and windows of days."""
