"""What stands between the app and whoever asks: headers, limits, and answers that give nothing away."""
