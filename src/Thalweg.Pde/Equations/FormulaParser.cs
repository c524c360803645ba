namespace Thalweg.Pde.Equations;

/// <summary>Reads formulas of x1, x2, … as expressions of coordinates: <c>(1-x1)^2 + 100*(x2-x1^2)^2</c>.</summary>
/// <remarks>
/// <para>sum = product {(+|-) product}; product = sign {(*|/) sign}; sign = {+|-} power; power = atom [^ sign]; atom = number | pi | x1, x2, … |
/// function(sum) | (sum), with the functions exp, log, sqrt, sin, cos, tanh, abs. So −x1^2 is −(x1^2), and 2^3^2 is 2^(3^2).</para>
/// <para>A power of a whole number is one by multiplication; any other is exp(b log a), which has a value for a &gt; 0 alone. A text has at most
/// <see cref="LongestText"/> characters, <see cref="DeepestNesting"/> levels and variables up to x1000.</para>
/// </remarks>
public static class FormulaParser
{
    public const int LongestText = 4000;

    public const int DeepestNesting = ExpressionGrammar.DeepestNesting;

    public const int MostVariables = 1000;

    /// <summary>The names that a formula may have, beside variables and numbers.</summary>
    public static IReadOnlyList<string> Words { get; } = ["pi", .. Vocabulary.Elementary.Select(f => f.Name)];

    /// <exception cref="FormulaException">The text is no formula.</exception>
    public static Expression Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > LongestText)
        {
            throw new FormulaException(
                $"expected a formula of at most {LongestText} characters, found one of {text.Length}",
                LongestText + 1
            );
        }
        var scanner = new FormulaScanner(text);
        var formula = new ExpressionGrammar(scanner, new FormulaWords()).Read();
        return scanner.AtEnd ? formula.Entries[0] : throw scanner.Unexpected("an operator + - * / ^ or the end");
    }

    private sealed class FormulaWords : Vocabulary
    {
        public override string Expected =>
            $"a number, a variable x1, x2, …, pi, a function ({string.Join(", ", Elementary.Select(f => f.Name))}) or '('";

        public override Quantity? Value(string word, FormulaScanner scanner)
        {
            if (word == "pi")
            {
                return Quantity.Number(Math.PI);
            }
            if (Variable(word) is not { } index)
            {
                return null;
            }
            return index is > 0 and <= MostVariables
                ? Quantity.Number(Calculus.X(index - 1))
                : throw scanner.Wrong(word, $"expected a variable from x1 to x{MostVariables}, found {word}");
        }

        public override TextFunction? Function(string word) =>
            Elementary.FirstOrDefault(f => f.Name == word).Of is { } of ? TextFunction.OfNumber(of) : null;

        public override FormulaException Unknown(string word, FormulaScanner scanner) =>
            scanner.Wrong(word, $"unknown word '{word}'", isUnknown: true);

        private static int? Variable(string word) =>
            word.Length is > 1 and < 8 && word[0] == 'x' && word.AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0
                ? int.Parse(word.AsSpan(1), System.Globalization.CultureInfo.InvariantCulture)
                : null;
    }
}
