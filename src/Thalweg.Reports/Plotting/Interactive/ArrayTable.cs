using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Thalweg.Reports.Plotting.Interactive;

/// <summary>
/// The numbers of all interactive figures of a page, each distinct array once. Curves are written as decimals with six
/// digits, grids as base64 of little-endian single precision: both finer than a screen and a hover label can show.
/// </summary>
internal sealed class ArrayTable
{
    private readonly Dictionary<string, int> _indices = [];
    private readonly List<string> _arrays = [];

    /// <summary>The table as a JSON array.</summary>
    public string Json => "[" + string.Join(",\n", _arrays) + "]";

    /// <summary>Reference to a curve's values, <c>$n</c>; non-finite ones become null.</summary>
    public string Add(IEnumerable<double> values)
    {
        var text = new StringBuilder("[");
        foreach (var value in values)
        {
            if (text.Length > 1)
            {
                text.Append(',');
            }
            text.Append(Json6(value));
        }
        return Store(text.Append(']').ToString());
    }

    /// <summary>Reference to a grid's values as rows of constant y, the order in which the plots want them.</summary>
    public string Add(Grid grid)
    {
        var bytes = new byte[4 * grid.Values.Count];
        for (var j = 0; j < grid.Y.Count; j++)
        {
            for (var i = 0; i < grid.X.Count; i++)
            {
                BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(4 * (j * grid.X.Count + i)), (float)grid[i, j]);
            }
        }
        var power = grid.Logarithm ? "true" : "false";
        var linear = grid.Linear > 0 ? $"\"linear\":{Json6(grid.Linear)}," : "";
        return Store(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{{\"columns\":{grid.X.Count},\"power\":{power},{linear}\"f4\":\"{Convert.ToBase64String(bytes)}\"}}"
            )
        );
    }

    internal static string Json6(double value) =>
        double.IsFinite(value) ? value.ToString("G6", CultureInfo.InvariantCulture) : "null";

    private string Store(string text)
    {
        if (!_indices.TryGetValue(text, out var index))
        {
            index = _arrays.Count;
            _indices.Add(text, index);
            _arrays.Add(text);
        }
        return "$" + index.ToString(CultureInfo.InvariantCulture);
    }
}
