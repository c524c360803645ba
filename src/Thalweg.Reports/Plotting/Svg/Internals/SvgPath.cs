using System.Globalization;
using System.Text;

namespace Thalweg.Reports.Plotting.Svg;

/// <summary>
/// Path data in relative steps of a tenth of a unit (0.035 mm in print): a third of the size of absolute coordinates. Steps
/// are taken from rounded points, so that rounding does not add up.
/// </summary>
internal sealed class SvgPath
{
    private readonly StringBuilder _data = new();
    private double _x;
    private double _y;

    public bool IsEmpty => _data.Length == 0;

    public string Data => _data.ToString();

    public void MoveTo(double x, double y)
    {
        (_x, _y) = (Math.Round(x, 1), Math.Round(y, 1));
        _data.Append('M');
        Append(_x);
        Separate(_y);
        Append(_y);
    }

    public void LineTo(double x, double y)
    {
        var (nx, ny) = (Math.Round(x, 1), Math.Round(y, 1));
        var (dx, dy) = (Math.Round(nx - _x, 1), Math.Round(ny - _y, 1));
        if (dx == 0 && dy == 0)
        {
            return;
        }
        _data.Append('l');
        Append(dx);
        Separate(dy);
        Append(dy);
        (_x, _y) = (nx, ny);
    }

    public void Close() => _data.Append('z');

    private void Append(double value)
    {
        var text = value.ToString("0.#", CultureInfo.InvariantCulture);
        _data.Append(text == "-0" ? "0" : text);
    }

    // A minus sign separates numbers by itself.
    private void Separate(double next) => _data.Append(Math.Round(next, 1) < 0 ? "" : " ");
}
