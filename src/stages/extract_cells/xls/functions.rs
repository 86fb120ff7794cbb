//! The functions of formulas by their number, for both binary formats of workbooks: which name a
//! number stands for ([MS-XLS] 2.5.198.17, [MS-XLSB] 2.5.97.10), and how many arguments it takes
//! where the number of them is always the same and therefore not stored.

/// Stands for "stored with the call".
const MANY: u8 = u8::MAX;
/// A call of a function by name: its first argument is that name.
pub(in crate::stages::extract_cells) const BY_NAME: u16 = 255;

/// A function that formulas call by its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::stages::extract_cells) struct Function {
    /// Its English name.
    pub(in crate::stages::extract_cells) name: &'static str,
    /// How many arguments it takes; `None` where that is stored with the call.
    pub(in crate::stages::extract_cells) n_args: Option<u8>,
}

/// The function of a number.
pub(in crate::stages::extract_cells) fn function(number: u16) -> Option<Function> {
    let idx = FUNCTIONS
        .binary_search_by_key(&number, |&(known, _, _)| known)
        .ok()?;
    let &(_, name, n_args) = FUNCTIONS.get(idx)?;
    Some(Function {
        name,
        n_args: (n_args != MANY).then_some(n_args),
    })
}

/// Number, name, arguments; ascending.
#[rustfmt::skip]
const FUNCTIONS: [(u16, &str, u8); 477] = [
    (0, "COUNT", MANY), (1, "IF", MANY), (2, "ISNA", 1), (3, "ISERROR", 1), (4, "SUM", MANY),
    (5, "AVERAGE", MANY), (6, "MIN", MANY), (7, "MAX", MANY), (8, "ROW", MANY),
    (9, "COLUMN", MANY), (10, "NA", 0), (11, "NPV", MANY), (12, "STDEV", MANY),
    (13, "DOLLAR", MANY), (14, "FIXED", MANY), (15, "SIN", 1), (16, "COS", 1), (17, "TAN", 1),
    (18, "ATAN", 1), (19, "PI", 0), (20, "SQRT", 1), (21, "EXP", 1), (22, "LN", 1),
    (23, "LOG10", 1), (24, "ABS", 1), (25, "INT", 1), (26, "SIGN", 1), (27, "ROUND", 2),
    (28, "LOOKUP", MANY), (29, "INDEX", MANY), (30, "REPT", 2), (31, "MID", 3), (32, "LEN", 1),
    (33, "VALUE", 1), (34, "TRUE", 0), (35, "FALSE", 0), (36, "AND", MANY), (37, "OR", MANY),
    (38, "NOT", 1), (39, "MOD", 2), (40, "DCOUNT", 3), (41, "DSUM", 3), (42, "DAVERAGE", 3),
    (43, "DMIN", 3), (44, "DMAX", 3), (45, "DSTDEV", 3), (46, "VAR", MANY), (47, "DVAR", 3),
    (48, "TEXT", 2), (49, "LINEST", MANY), (50, "TREND", MANY), (51, "LOGEST", MANY),
    (52, "GROWTH", MANY), (53, "GOTO", MANY), (54, "HALT", MANY), (55, "RETURN", MANY),
    (56, "PV", MANY), (57, "FV", MANY), (58, "NPER", MANY), (59, "PMT", MANY), (60, "RATE", MANY),
    (61, "MIRR", 3), (62, "IRR", MANY), (63, "RAND", 0), (64, "MATCH", MANY), (65, "DATE", 3),
    (66, "TIME", 3), (67, "DAY", 1), (68, "MONTH", 1), (69, "YEAR", 1), (70, "WEEKDAY", MANY),
    (71, "HOUR", 1), (72, "MINUTE", 1), (73, "SECOND", 1), (74, "NOW", 0), (75, "AREAS", 1),
    (76, "ROWS", 1), (77, "COLUMNS", 1), (78, "OFFSET", MANY), (79, "ABSREF", MANY),
    (80, "RELREF", MANY), (81, "ARGUMENT", MANY), (82, "SEARCH", MANY), (83, "TRANSPOSE", 1),
    (84, "ERROR", MANY), (85, "STEP", MANY), (86, "TYPE", 1), (87, "ECHO", MANY),
    (88, "SET.NAME", MANY), (89, "CALLER", MANY), (90, "DEREF", MANY), (91, "WINDOWS", MANY),
    (92, "SERIES", MANY), (93, "DOCUMENTS", MANY), (94, "ACTIVE.CELL", MANY),
    (95, "SELECTION", MANY), (96, "RESULT", MANY), (97, "ATAN2", 2), (98, "ASIN", 1),
    (99, "ACOS", 1), (100, "CHOOSE", MANY), (101, "HLOOKUP", MANY), (102, "VLOOKUP", MANY),
    (103, "LINKS", MANY), (104, "INPUT", MANY), (105, "ISREF", 1), (106, "GET.FORMULA", MANY),
    (107, "GET.NAME", MANY), (108, "SET.VALUE", MANY), (109, "LOG", MANY), (110, "EXEC", MANY),
    (111, "CHAR", 1), (112, "LOWER", 1), (113, "UPPER", 1), (114, "PROPER", 1),
    (115, "LEFT", MANY), (116, "RIGHT", MANY), (117, "EXACT", 2), (118, "TRIM", 1),
    (119, "REPLACE", 4), (120, "SUBSTITUTE", MANY), (121, "CODE", 1), (122, "NAMES", MANY),
    (123, "DIRECTORY", MANY), (124, "FIND", MANY), (125, "CELL", MANY), (126, "ISERR", 1),
    (127, "ISTEXT", 1), (128, "ISNUMBER", 1), (129, "ISBLANK", 1), (130, "T", 1), (131, "N", 1),
    (132, "FOPEN", MANY), (133, "FCLOSE", MANY), (134, "FSIZE", MANY), (135, "FREADLN", MANY),
    (136, "FREAD", MANY), (137, "FWRITELN", MANY), (138, "FWRITE", MANY), (139, "FPOS", MANY),
    (140, "DATEVALUE", 1), (141, "TIMEVALUE", 1), (142, "SLN", 3), (143, "SYD", 4),
    (144, "DDB", MANY), (145, "GET.DEF", MANY), (146, "REFTEXT", MANY), (147, "TEXTREF", MANY),
    (148, "INDIRECT", MANY), (149, "REGISTER", MANY), (150, "CALL", MANY), (151, "ADD.BAR", MANY),
    (152, "ADD.MENU", MANY), (153, "ADD.COMMAND", MANY), (154, "ENABLE.COMMAND", MANY),
    (155, "CHECK.COMMAND", MANY), (156, "RENAME.COMMAND", MANY), (157, "SHOW.BAR", MANY),
    (158, "DELETE.MENU", MANY), (159, "DELETE.COMMAND", MANY), (160, "GET.CHART.ITEM", MANY),
    (161, "DIALOG.BOX", MANY), (162, "CLEAN", 1), (163, "MDETERM", 1), (164, "MINVERSE", 1),
    (165, "MMULT", 1), (166, "FILES", MANY), (167, "IPMT", MANY), (168, "PPMT", MANY),
    (169, "COUNTA", MANY), (170, "CANCEL.KEY", MANY), (171, "FOR", MANY), (172, "WHILE", MANY),
    (173, "BREAK", MANY), (174, "NEXT", MANY), (175, "INITIATE", MANY), (176, "REQUEST", MANY),
    (177, "POKE", MANY), (178, "EXECUTE", MANY), (179, "TERMINATE", MANY), (180, "RESTART", MANY),
    (181, "HELP", MANY), (182, "GET.BAR", MANY), (183, "PRODUCT", MANY), (184, "FACT", 1),
    (185, "GET.CELL", MANY), (186, "GET.WORKSPACE", MANY), (187, "GET.WINDOW", MANY),
    (188, "GET.DOCUMENT", MANY), (189, "DPRODUCT", 3), (190, "ISNONTEXT", 1),
    (191, "GET.NOTE", MANY), (192, "NOTE", MANY), (193, "STDEVP", MANY), (194, "VARP", MANY),
    (195, "DSTDEVP", 3), (196, "DVARP", 3), (197, "TRUNC", MANY), (198, "ISLOGICAL", 1),
    (199, "DCOUNTA", 3), (200, "DELETE.BAR", MANY), (201, "UNREGISTER", MANY),
    (204, "USDOLLAR", MANY), (205, "FINDB", MANY), (206, "SEARCHB", MANY), (207, "REPLACEB", 4),
    (208, "LEFTB", MANY), (209, "RIGHTB", MANY), (210, "MIDB", 3), (211, "LENB", 1),
    (212, "ROUNDUP", 2), (213, "ROUNDDOWN", 2), (214, "ASC", 1), (215, "DBCS", 1),
    (216, "RANK", MANY), (219, "ADDRESS", MANY), (220, "DAYS360", MANY), (221, "TODAY", 0),
    (222, "VDB", MANY), (223, "ELSE", MANY), (224, "ELSE.IF", MANY), (225, "END.IF", MANY),
    (226, "FOR.CELL", MANY), (227, "MEDIAN", MANY), (228, "SUMPRODUCT", MANY), (229, "SINH", 1),
    (230, "COSH", 1), (231, "TANH", 1), (232, "ASINH", 1), (233, "ACOSH", 1), (234, "ATANH", 1),
    (235, "DGET", 3), (236, "CREATE.OBJECT", MANY), (237, "VOLATILE", MANY),
    (238, "LAST.ERROR", MANY), (239, "CUSTOM.UNDO", MANY), (240, "CUSTOM.REPEAT", MANY),
    (241, "FORMULA.CONVERT", MANY), (242, "GET.LINK.INFO", MANY), (243, "TEXT.BOX", MANY),
    (244, "INFO", MANY), (245, "GROUP", MANY), (246, "GET.OBJECT", MANY), (247, "DB", MANY),
    (248, "PAUSE", MANY), (251, "RESUME", MANY), (252, "FREQUENCY", 2), (253, "ADD.TOOLBAR", MANY),
    (254, "DELETE.TOOLBAR", MANY), (256, "RESET.TOOLBAR", MANY), (257, "EVALUATE", MANY),
    (258, "GET.TOOLBAR", MANY), (259, "GET.TOOL", MANY), (260, "SPELLING.CHECK", MANY),
    (261, "ERROR.TYPE", 1), (262, "APP.TITLE", MANY), (263, "WINDOW.TITLE", MANY),
    (264, "SAVE.TOOLBAR", MANY), (265, "ENABLE.TOOL", MANY), (266, "PRESS.TOOL", MANY),
    (267, "REGISTER.ID", MANY), (268, "GET.WORKBOOK", MANY), (269, "AVEDEV", MANY),
    (270, "BETADIST", MANY), (271, "GAMMALN", 1), (272, "BETAINV", MANY), (273, "BINOMDIST", 4),
    (274, "CHIDIST", 2), (275, "CHIINV", 2), (276, "COMBIN", 2), (277, "CONFIDENCE", 3),
    (278, "CRITBINOM", 3), (279, "EVEN", 1), (280, "EXPONDIST", 3), (281, "FDIST", 3),
    (282, "FINV", 3), (283, "FISHER", 1), (284, "FISHERINV", 1), (285, "FLOOR", 2),
    (286, "GAMMADIST", 4), (287, "GAMMAINV", 3), (288, "CEILING", 2), (289, "HYPGEOMDIST", 4),
    (290, "LOGNORMDIST", 3), (291, "LOGINV", 3), (292, "NEGBINOMDIST", 3), (293, "NORMDIST", 4),
    (294, "NORMSDIST", 1), (295, "NORMINV", 3), (296, "NORMSINV", 1), (297, "STANDARDIZE", 3),
    (298, "ODD", 1), (299, "PERMUT", 2), (300, "POISSON", 3), (301, "TDIST", 3),
    (302, "WEIBULL", 4), (303, "SUMXMY2", 2), (304, "SUMX2MY2", 2), (305, "SUMX2PY2", 2),
    (306, "CHITEST", 2), (307, "CORREL", 2), (308, "COVAR", 2), (309, "FORECAST", 3),
    (310, "FTEST", 2), (311, "INTERCEPT", 2), (312, "PEARSON", 2), (313, "RSQ", 2),
    (314, "STEYX", 2), (315, "SLOPE", 2), (316, "TTEST", 4), (317, "PROB", MANY),
    (318, "DEVSQ", MANY), (319, "GEOMEAN", MANY), (320, "HARMEAN", MANY), (321, "SUMSQ", MANY),
    (322, "KURT", MANY), (323, "SKEW", MANY), (324, "ZTEST", MANY), (325, "LARGE", 2),
    (326, "SMALL", 2), (327, "QUARTILE", 2), (328, "PERCENTILE", 2), (329, "PERCENTRANK", MANY),
    (330, "MODE", MANY), (331, "TRIMMEAN", 2), (332, "TINV", 2), (334, "MOVIE.COMMAND", MANY),
    (335, "GET.MOVIE", MANY), (336, "CONCATENATE", MANY), (337, "POWER", 2),
    (338, "PIVOT.ADD.DATA", MANY), (339, "GET.PIVOT.TABLE", MANY), (340, "GET.PIVOT.FIELD", MANY),
    (341, "GET.PIVOT.ITEM", MANY), (342, "RADIANS", 1), (343, "DEGREES", 1),
    (344, "SUBTOTAL", MANY), (345, "SUMIF", MANY), (346, "COUNTIF", 2), (347, "COUNTBLANK", 1),
    (348, "SCENARIO.GET", MANY), (349, "OPTIONS.LISTS.GET", MANY), (350, "ISPMT", 4),
    (351, "DATEDIF", 3), (352, "DATESTRING", 1), (353, "NUMBERSTRING", 2), (354, "ROMAN", MANY),
    (355, "OPEN.DIALOG", MANY), (356, "SAVE.DIALOG", MANY), (357, "VIEW.GET", MANY),
    (358, "GETPIVOTDATA", MANY), (359, "HYPERLINK", MANY), (360, "PHONETIC", 1),
    (361, "AVERAGEA", MANY), (362, "MAXA", MANY), (363, "MINA", MANY), (364, "STDEVPA", MANY),
    (365, "VARPA", MANY), (366, "STDEVA", MANY), (367, "VARA", MANY), (368, "BAHTTEXT", 1),
    (369, "THAIDAYOFWEEK", 1), (370, "THAIDIGIT", 1), (371, "THAIMONTHOFYEAR", 1),
    (372, "THAINUMSOUND", 1), (373, "THAINUMSTRING", 1), (374, "THAISTRINGLENGTH", 1),
    (375, "ISTHAIDIGIT", 1), (376, "ROUNDBAHTDOWN", 1), (377, "ROUNDBAHTUP", 1),
    (378, "THAIYEAR", 1), (379, "RTD", MANY), (380, "CUBEVALUE", MANY), (381, "CUBEMEMBER", MANY),
    (382, "CUBEMEMBERPROPERTY", MANY), (383, "CUBERANKEDMEMBER", MANY), (384, "HEX2BIN", MANY),
    (385, "HEX2DEC", 1), (386, "HEX2OCT", MANY), (387, "DEC2BIN", MANY), (388, "DEC2HEX", MANY),
    (389, "DEC2OCT", MANY), (390, "OCT2BIN", MANY), (391, "OCT2HEX", MANY), (392, "OCT2DEC", 1),
    (393, "BIN2DEC", 1), (394, "BIN2OCT", MANY), (395, "BIN2HEX", MANY), (396, "IMSUB", 2),
    (397, "IMDIV", 2), (398, "IMPOWER", 2), (399, "IMABS", 1), (400, "IMSQRT", 1),
    (401, "IMLN", 1), (402, "IMLOG2", 1), (403, "IMLOG10", 1), (404, "IMSIN", 1),
    (405, "IMCOS", 1), (406, "IMEXP", 1), (407, "IMARGUMENT", 1), (408, "IMCONJUGATE", 1),
    (409, "IMAGINARY", 1), (410, "IMREAL", 1), (411, "COMPLEX", MANY), (412, "IMSUM", MANY),
    (413, "IMPRODUCT", MANY), (414, "SERIESSUM", 4), (415, "FACTDOUBLE", 1), (416, "SQRTPI", 1),
    (417, "QUOTIENT", 2), (418, "DELTA", MANY), (419, "GESTEP", MANY), (420, "ISEVEN", 1),
    (421, "ISODD", 1), (422, "MROUND", 2), (423, "ERF", MANY), (424, "ERFC", 1),
    (425, "BESSELJ", 2), (426, "BESSELK", 2), (427, "BESSELY", 2), (428, "BESSELI", 2),
    (429, "XIRR", MANY), (430, "XNPV", 3), (431, "PRICEMAT", MANY), (432, "YIELDMAT", MANY),
    (433, "INTRATE", MANY), (434, "RECEIVED", MANY), (435, "DISC", MANY), (436, "PRICEDISC", MANY),
    (437, "YIELDDISC", MANY), (438, "TBILLEQ", 3), (439, "TBILLPRICE", 3), (440, "TBILLYIELD", 3),
    (441, "PRICE", MANY), (442, "YIELD", MANY), (443, "DOLLARDE", 2), (444, "DOLLARFR", 2),
    (445, "NOMINAL", 2), (446, "EFFECT", 2), (447, "CUMPRINC", 6), (448, "CUMIPMT", 6),
    (449, "EDATE", 2), (450, "EOMONTH", 2), (451, "YEARFRAC", MANY), (452, "COUPDAYBS", MANY),
    (453, "COUPDAYS", MANY), (454, "COUPDAYSNC", MANY), (455, "COUPNCD", MANY),
    (456, "COUPNUM", MANY), (457, "COUPPCD", MANY), (458, "DURATION", MANY),
    (459, "MDURATION", MANY), (460, "ODDLPRICE", MANY), (461, "ODDLYIELD", MANY),
    (462, "ODDFPRICE", MANY), (463, "ODDFYIELD", MANY), (464, "RANDBETWEEN", 2),
    (465, "WEEKNUM", MANY), (466, "AMORDEGRC", MANY), (467, "AMORLINC", MANY), (468, "CONVERT", 3),
    (469, "ACCRINT", MANY), (470, "ACCRINTM", MANY), (471, "WORKDAY", MANY),
    (472, "NETWORKDAYS", MANY), (473, "GCD", MANY), (474, "MULTINOMIAL", MANY), (475, "LCM", MANY),
    (476, "FVSCHEDULE", 2), (477, "CUBEKPIMEMBER", MANY), (478, "CUBESET", MANY),
    (479, "CUBESETCOUNT", 1), (480, "IFERROR", 2), (481, "COUNTIFS", MANY), (482, "SUMIFS", MANY),
    (483, "AVERAGEIF", MANY), (484, "AVERAGEIFS", MANY),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_ascends_and_names_no_function_twice() {
        assert!(FUNCTIONS.is_sorted_by(|a, b| a.0 < b.0));
        let names: std::collections::BTreeSet<&str> =
            FUNCTIONS.iter().map(|&(_, name, _)| name).collect();
        assert_eq!(names.len(), FUNCTIONS.len());
    }

    #[test]
    fn numbers_give_names_and_arguments() {
        for (number, name, n_args) in [
            (0, "COUNT", None),
            (4, "SUM", None),
            (27, "ROUND", Some(2)),
            (63, "RAND", Some(0)),
            (345, "SUMIF", None),
            (480, "IFERROR", Some(2)),
            (484, "AVERAGEIFS", None),
        ] {
            assert_eq!(function(number), Some(Function { name, n_args }));
        }
        assert_eq!(function(BY_NAME), None);
        assert_eq!(function(9_999), None);
    }
}
