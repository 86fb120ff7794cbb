//! Tests of reading xls workbooks: made files and records built in memory.
