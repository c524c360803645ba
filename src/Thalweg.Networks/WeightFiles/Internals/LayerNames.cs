using System.Text.RegularExpressions;

namespace Thalweg.Networks.WeightFiles;

/// <summary>The order that names give layers: of a tree of modules, whose branches are numbered.</summary>
internal static partial class LayerNames
{
    /// <summary>Parts that wrappers of PyTorch put into names.</summary>
    private static readonly string[] Wrappers = ["module", "_orig_mod"];

    /// <summary>Name before its last dot; all of it where there is none.</summary>
    public static string LayerOf(string tensor) => tensor.LastIndexOf('.') is > 0 and var dot ? tensor[..dot] : tensor;

    /// <summary>Names without what wrappers put before and between their parts.</summary>
    public static IReadOnlyList<string> Unwrapped(IReadOnlyList<string> names) =>
        [.. names.Select(name => string.Join('.', name.Split('.').Where(part => !Wrappers.Contains(part))))];

    /// <summary>Names without the parts that all of them begin with.</summary>
    public static IReadOnlyList<string> WithoutCommonStart(IReadOnlyList<string> names)
    {
        var parts = names.Select(name => name.Split('.')).ToList();
        var common = 0;
        while (parts.All(p => p.Length > common + 1 && p[common] == parts[0][common]))
        {
            common++;
        }
        return [.. parts.Select(p => string.Join('.', p[common..]))];
    }

    /// <summary>Which comes first by number, or null where the names do not say: at the first part in which they differ, they
    /// must differ in one number and in nothing else.</summary>
    public static int? ByNumber(string first, string second)
    {
        var (left, right) = (first.Split('.'), second.Split('.'));
        for (var i = 0; i < Math.Min(left.Length, right.Length); i++)
        {
            if (left[i] != right[i])
            {
                return OneNumber(Pieces(left[i]), Pieces(right[i]));
            }
        }
        return null;
    }

    /// <summary>Part by part, numbers by their size and texts by their code points.</summary>
    public static int ByName(string first, string second)
    {
        var (left, right) = (first.Split('.'), second.Split('.'));
        for (var i = 0; i < Math.Min(left.Length, right.Length); i++)
        {
            var (a, b) = (Pieces(left[i]), Pieces(right[i]));
            for (var k = 0; k < Math.Min(a.Length, b.Length); k++)
            {
                if (Compare(a[k], b[k]) is not 0 and var order)
                {
                    return order;
                }
            }
            if (a.Length != b.Length)
            {
                return a.Length - b.Length;
            }
        }
        return left.Length != right.Length ? left.Length - right.Length : string.CompareOrdinal(first, second);
    }

    private static int? OneNumber(string[] left, string[] right)
    {
        if (left.Length != right.Length)
        {
            return null;
        }
        int? order = null;
        for (var k = 0; k < left.Length; k++)
        {
            if (left[k] == right[k])
            {
                continue;
            }
            if (order is not null || !IsNumber(left[k]) || !IsNumber(right[k]))
            {
                return null;
            }
            order = Compare(left[k], right[k]);
        }
        return order is 0 ? null : order;
    }

    private static int Compare(string left, string right)
    {
        if (!IsNumber(left) || !IsNumber(right))
        {
            return string.CompareOrdinal(left, right);
        }
        var (a, b) = (left.TrimStart('0'), right.TrimStart('0'));
        return a.Length != b.Length ? a.Length - b.Length : string.CompareOrdinal(a, b);
    }

    private static bool IsNumber(string piece) => piece.Length > 0 && char.IsAsciiDigit(piece[0]);

    /// <summary>Texts and numbers by turns.</summary>
    private static string[] Pieces(string part) => [.. Piece().Matches(part).Select(match => match.Value)];

    [GeneratedRegex("[0-9]+|[^0-9]+")]
    private static partial Regex Piece();
}
