using Thalweg.Formats.Tables;

namespace Thalweg.Formats.Tests.Tables;

public sealed class CsvTableTests
{
    [Theory]
    [InlineData("=HYPERLINK(\"http://x\")", "\"'=HYPERLINK(\"\"http://x\"\")\"")]
    [InlineData("+1+1", "'+1+1")]
    [InlineData("-2+3", "'-2+3")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\t=1", "'\t=1")]
    [InlineData(" =1", "' =1")]
    [InlineData("\uFF1D1", "'\uFF1D1")]
    [InlineData("a\u001b[31m", "a\\u001b[31m")]
    [InlineData("a\u009b31m", "a\\u009b31m")]
    [InlineData("-0.5", "-0.5")]
    [InlineData("+1e-3", "+1e-3")]
    [InlineData("a=b", "a=b")]
    [InlineData("ritz, one", "\"ritz, one\"")]
    public void Text_of_others_is_no_formula_and_no_command(string text, string cell)
    {
        var table = new CsvTable("label", text);
        table.Add(text, -0.5);
        Assert.Equal($"label,{cell}\n{cell},-0.5\n", table.Write());
    }
}
