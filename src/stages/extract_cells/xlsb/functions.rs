//! Comes in: the number by which a formula's tokens name a worksheet function. Goes out: its name.
//! Commands of macro sheets are left out: no cell of a worksheet calls them.

/// Number, name, and how many operands it takes where the token does not say ([MS-XLSB] 2.5.97.10,
/// the same numbers as [MS-XLS] 2.5.198.17); by number. A function whose operands vary always says
/// how many it has, so its count here means nothing.
#[rustfmt::skip]
const FUNCTIONS: &[(u16, &str, usize)] = &[
    (0, "COUNT", 0), (1, "IF", 3), (2, "ISNA", 1), (3, "ISERROR", 1), (4, "SUM", 0), (5, "AVERAGE", 0),
    (6, "MIN", 0), (7, "MAX", 0), (8, "ROW", 1), (9, "COLUMN", 1), (10, "NA", 0), (11, "NPV", 0),
    (12, "STDEV", 0), (13, "DOLLAR", 2), (14, "FIXED", 3), (15, "SIN", 1), (16, "COS", 1), (17, "TAN", 1),
    (18, "ATAN", 1), (19, "PI", 0), (20, "SQRT", 1), (21, "EXP", 1), (22, "LN", 1), (23, "LOG10", 1),
    (24, "ABS", 1), (25, "INT", 1), (26, "SIGN", 1), (27, "ROUND", 2), (28, "LOOKUP", 3), (29, "INDEX", 4),
    (30, "REPT", 2), (31, "MID", 3), (32, "LEN", 1), (33, "VALUE", 1), (34, "TRUE", 0), (35, "FALSE", 0),
    (36, "AND", 0), (37, "OR", 0), (38, "NOT", 1), (39, "MOD", 2), (40, "DCOUNT", 3), (41, "DSUM", 3),
    (42, "DAVERAGE", 3), (43, "DMIN", 3), (44, "DMAX", 3), (45, "DSTDEV", 3), (46, "VAR", 0), (47, "DVAR", 3),
    (48, "TEXT", 2), (49, "LINEST", 4), (50, "TREND", 4), (51, "LOGEST", 4), (52, "GROWTH", 4), (56, "PV", 5),
    (57, "FV", 5), (58, "NPER", 5), (59, "PMT", 5), (60, "RATE", 6), (61, "MIRR", 3), (62, "IRR", 2),
    (63, "RAND", 0), (64, "MATCH", 3), (65, "DATE", 3), (66, "TIME", 3), (67, "DAY", 1), (68, "MONTH", 1),
    (69, "YEAR", 1), (70, "WEEKDAY", 2), (71, "HOUR", 1), (72, "MINUTE", 1), (73, "SECOND", 1),
    (74, "NOW", 0), (75, "AREAS", 1), (76, "ROWS", 1), (77, "COLUMNS", 1), (78, "OFFSET", 5),
    (82, "SEARCH", 3), (83, "TRANSPOSE", 1), (86, "TYPE", 1), (97, "ATAN2", 2), (98, "ASIN", 1),
    (99, "ACOS", 1), (100, "CHOOSE", 0), (101, "HLOOKUP", 4), (102, "VLOOKUP", 4), (105, "ISREF", 1),
    (109, "LOG", 2), (111, "CHAR", 1), (112, "LOWER", 1), (113, "UPPER", 1), (114, "PROPER", 1),
    (115, "LEFT", 2), (116, "RIGHT", 2), (117, "EXACT", 2), (118, "TRIM", 1), (119, "REPLACE", 4),
    (120, "SUBSTITUTE", 4), (121, "CODE", 1), (124, "FIND", 3), (125, "CELL", 2), (126, "ISERR", 1),
    (127, "ISTEXT", 1), (128, "ISNUMBER", 1), (129, "ISBLANK", 1), (130, "T", 1), (131, "N", 1),
    (140, "DATEVALUE", 1), (141, "TIMEVALUE", 1), (142, "SLN", 3), (143, "SYD", 4), (144, "DDB", 5),
    (148, "INDIRECT", 2), (162, "CLEAN", 1), (163, "MDETERM", 1), (164, "MINVERSE", 1), (165, "MMULT", 1),
    (167, "IPMT", 6), (168, "PPMT", 6), (169, "COUNTA", 0), (183, "PRODUCT", 0), (184, "FACT", 1),
    (189, "DPRODUCT", 3), (190, "ISNONTEXT", 1), (193, "STDEVP", 0), (194, "VARP", 0), (195, "DSTDEVP", 3),
    (196, "DVARP", 3), (197, "TRUNC", 2), (198, "ISLOGICAL", 1), (199, "DCOUNTA", 3), (204, "USDOLLAR", 2),
    (205, "FINDB", 3), (206, "SEARCHB", 3), (207, "REPLACEB", 4), (208, "LEFTB", 2), (209, "RIGHTB", 2),
    (210, "MIDB", 3), (211, "LENB", 3), (212, "ROUNDUP", 2), (213, "ROUNDDOWN", 2), (214, "ASC", 1),
    (215, "DBCS", 1), (216, "RANK", 3), (219, "ADDRESS", 5), (220, "DAYS360", 3), (221, "TODAY", 0),
    (222, "VDB", 7), (227, "MEDIAN", 0), (228, "SUMPRODUCT", 0), (229, "SINH", 1), (230, "COSH", 1),
    (231, "TANH", 1), (232, "ASINH", 1), (233, "ACOSH", 1), (234, "ATANH", 1), (235, "DGET", 3),
    (244, "INFO", 1), (247, "DB", 5), (252, "FREQUENCY", 2), (261, "ERROR.TYPE", 1), (269, "AVEDEV", 0),
    (270, "BETADIST", 5), (271, "GAMMALN", 1), (272, "BETAINV", 5), (273, "BINOMDIST", 4),
    (274, "CHIDIST", 2), (275, "CHIINV", 2), (276, "COMBIN", 2), (277, "CONFIDENCE", 3),
    (278, "CRITBINOM", 3), (279, "EVEN", 1), (280, "EXPONDIST", 3), (281, "FDIST", 3), (282, "FINV", 3),
    (283, "FISHER", 1), (284, "FISHERINV", 1), (285, "FLOOR", 2), (286, "GAMMADIST", 4), (287, "GAMMAINV", 3),
    (288, "CEILING", 2), (289, "HYPGEOMDIST", 4), (290, "LOGNORMDIST", 3), (291, "LOGINV", 3),
    (292, "NEGBINOMDIST", 3), (293, "NORMDIST", 4), (294, "NORMSDIST", 1), (295, "NORMINV", 3),
    (296, "NORMSINV", 1), (297, "STANDARDIZE", 3), (298, "ODD", 1), (299, "PERMUT", 2), (300, "POISSON", 3),
    (301, "TDIST", 3), (302, "WEIBULL", 4), (303, "SUMXMY2", 2), (304, "SUMX2MY2", 2), (305, "SUMX2PY2", 2),
    (306, "CHITEST", 2), (307, "CORREL", 2), (308, "COVAR", 2), (309, "FORECAST", 3), (310, "FTEST", 2),
    (311, "INTERCEPT", 2), (312, "PEARSON", 2), (313, "RSQ", 2), (314, "STEYX", 2), (315, "SLOPE", 2),
    (316, "TTEST", 4), (317, "PROB", 4), (318, "DEVSQ", 0), (319, "GEOMEAN", 0), (320, "HARMEAN", 0),
    (321, "SUMSQ", 0), (322, "KURT", 0), (323, "SKEW", 0), (324, "ZTEST", 3), (325, "LARGE", 2),
    (326, "SMALL", 2), (327, "QUARTILE", 2), (328, "PERCENTILE", 2), (329, "PERCENTRANK", 3),
    (330, "MODE", 0), (331, "TRIMMEAN", 2), (332, "TINV", 2), (336, "CONCATENATE", 0), (337, "POWER", 2),
    (342, "RADIANS", 1), (343, "DEGREES", 1), (344, "SUBTOTAL", 0), (345, "SUMIF", 3), (346, "COUNTIF", 2),
    (347, "COUNTBLANK", 1), (350, "ISPMT", 4), (351, "DATEDIF", 3), (352, "DATESTRING", 1),
    (353, "NUMBERSTRING", 2), (354, "ROMAN", 2), (358, "GETPIVOTDATA", 0), (359, "HYPERLINK", 2),
    (360, "PHONETIC", 1), (361, "AVERAGEA", 0), (362, "MAXA", 0), (363, "MINA", 0), (364, "STDEVPA", 0),
    (365, "VARPA", 0), (366, "STDEVA", 0), (367, "VARA", 0), (368, "BAHTTEXT", 1), (369, "THAIDAYOFWEEK", 1),
    (370, "THAIDIGIT", 1), (371, "THAIMONTHOFYEAR", 1), (372, "THAINUMSOUND", 1), (373, "THAINUMSTRING", 1),
    (374, "THAISTRINGLENGTH", 1), (375, "ISTHAIDIGIT", 1), (376, "ROUNDBAHTDOWN", 1), (377, "ROUNDBAHTUP", 1),
    (378, "THAIYEAR", 1), (379, "RTD", 0), (380, "CUBEVALUE", 0), (381, "CUBEMEMBER", 3),
    (382, "CUBEMEMBERPROPERTY", 3), (383, "CUBERANKEDMEMBER", 4), (384, "HEX2BIN", 2), (385, "HEX2DEC", 1),
    (386, "HEX2OCT", 2), (387, "DEC2BIN", 2), (388, "DEC2HEX", 2), (389, "DEC2OCT", 2), (390, "OCT2BIN", 2),
    (391, "OCT2HEX", 2), (392, "OCT2DEC", 1), (393, "BIN2DEC", 1), (394, "BIN2OCT", 2), (395, "BIN2HEX", 2),
    (396, "IMSUB", 2), (397, "IMDIV", 2), (398, "IMPOWER", 2), (399, "IMABS", 1), (400, "IMSQRT", 1),
    (401, "IMLN", 1), (402, "IMLOG2", 1), (403, "IMLOG10", 1), (404, "IMSIN", 1), (405, "IMCOS", 1),
    (406, "IMEXP", 1), (407, "IMARGUMENT", 1), (408, "IMCONJUGATE", 1), (409, "IMAGINARY", 1),
    (410, "IMREAL", 1), (411, "COMPLEX", 3), (412, "IMSUM", 0), (413, "IMPRODUCT", 0), (414, "SERIESSUM", 4),
    (415, "FACTDOUBLE", 1), (416, "SQRTPI", 1), (417, "QUOTIENT", 2), (418, "DELTA", 2), (419, "GESTEP", 2),
    (420, "ISEVEN", 1), (421, "ISODD", 1), (422, "MROUND", 2), (423, "ERF", 2), (424, "ERFC", 1),
    (425, "BESSELJ", 2), (426, "BESSELK", 2), (427, "BESSELY", 2), (428, "BESSELI", 2), (429, "XIRR", 3),
    (430, "XNPV", 3), (431, "PRICEMAT", 6), (432, "YIELDMAT", 6), (433, "INTRATE", 5), (434, "RECEIVED", 5),
    (435, "DISC", 5), (436, "PRICEDISC", 5), (437, "YIELDDISC", 5), (438, "TBILLEQ", 3),
    (439, "TBILLPRICE", 3), (440, "TBILLYIELD", 3), (441, "PRICE", 7), (442, "YIELD", 7),
    (443, "DOLLARDE", 2), (444, "DOLLARFR", 2), (445, "NOMINAL", 2), (446, "EFFECT", 2), (447, "CUMPRINC", 6),
    (448, "CUMIPMT", 6), (449, "EDATE", 2), (450, "EOMONTH", 2), (451, "YEARFRAC", 3), (452, "COUPDAYBS", 4),
    (453, "COUPDAYS", 4), (454, "COUPDAYSNC", 4), (455, "COUPNCD", 4), (456, "COUPNUM", 4),
    (457, "COUPPCD", 4), (458, "DURATION", 6), (459, "MDURATION", 6), (460, "ODDLPRICE", 8),
    (461, "ODDLYIELD", 8), (462, "ODDFPRICE", 8), (463, "ODDFYIELD", 8), (464, "RANDBETWEEN", 2),
    (465, "WEEKNUM", 2), (466, "AMORDEGRC", 7), (467, "AMORLINC", 7), (468, "CONVERT", 3),
    (469, "ACCRINT", 0), (470, "ACCRINTM", 0), (471, "WORKDAY", 0), (472, "NETWORKDAYS", 0), (473, "GCD", 0),
    (474, "MULTINOMIAL", 0), (475, "LCM", 0), (476, "FVSCHEDULE", 2), (477, "CUBEKPIMEMBER", 0),
    (478, "CUBESET", 0), (479, "CUBESETCOUNT", 1), (480, "IFERROR", 2), (481, "COUNTIFS", 0),
    (482, "SUMIFS", 0), (483, "AVERAGEIF", 0), (484, "AVERAGEIFS", 0),
];

/// A function that is not built in: its name stands among its operands, as the first.
pub(super) const NAMED: u16 = 255;

/// Name of a function, and its count of operands.
pub(super) fn function(number: u16) -> Option<(&'static str, usize)> {
    let idx = FUNCTIONS
        .binary_search_by_key(&number, |(number, ..)| *number)
        .ok()?;
    FUNCTIONS
        .get(idx)
        .map(|(_, name, n_operands)| (*name, *n_operands))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn functions_stand_in_order_and_have_their_numbers() {
        assert!(FUNCTIONS.is_sorted_by(|a, b| a.0 < b.0));
        for (number, name, n_operands) in [
            (24, "ABS", 1),
            (27, "ROUND", 2),
            (39, "MOD", 2),
            (346, "COUNTIF", 2),
            (480, "IFERROR", 2),
        ] {
            assert_eq!(function(number), Some((name, n_operands)));
        }
        for (number, name) in [
            (4, "SUM"),
            (228, "SUMPRODUCT"),
            (344, "SUBTOTAL"),
            (482, "SUMIFS"),
        ] {
            assert_eq!(function(number).map(|function| function.0), Some(name));
        }
        assert_eq!(function(53), None);
    }
}
