# Đối chiếu: `make demo` để dùng thử, `make test` để kiểm thử, `make check` trước khi gửi thay đổi.
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SERVE ?= 1
RUN := $(VENV)/.run-installed
DEV := $(VENV)/.dev-installed
# Bản CPU của torch phải có trước các gói dùng torch; nếu không, pip kéo theo nhiều GB gói CUDA.
TORCH := torch==2.13.0
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: demo test check lint types layers bench clean help

help:
	@echo "make demo [SERVE=0]  dùng thử trên kế hoạch mẫu     make test   cài đặt và chạy mọi kiểm thử"
	@echo "make check           lint, kiểu, tầng, kiểm thử     make bench  đo chất lượng và tốc độ"

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Cần Python 3.11 trở lên."; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq python3-venv; \
	  else echo "Thiếu gói python3-venv; hãy chạy: sudo apt-get install python3-venv"; exit 1; fi; }
	@$(PYTHON) -m venv $(VENV)

$(RUN): pyproject.toml | $(BIN)/python
	@echo "Đang cài các gói Python vào $(VENV) (khoảng một đến hai phút)…"
	@$(PIP) $(TORCH)
	@$(PIP) --editable .
	@touch $@

$(DEV): $(RUN)
	@$(PIP) --editable '.[dev]'
	@touch $@

demo: $(RUN)
	@DOICHIEU_HOME=$${DOICHIEU_HOME:-.demo} $(BIN)/doichieu demo $(if $(filter 0,$(SERVE)),--no-serve,--serve)

test: $(DEV)
	@$(BIN)/python -m pytest -q

lint: $(DEV)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: $(DEV)
	@$(BIN)/mypy

layers: $(DEV)
	@$(BIN)/lint-imports

check: lint types layers test

# Các phép đo đọc ../shared khi có và nói rõ khi không có.
bench: $(DEV)
	@for file in tests/bench/bench_*.py; do echo "== $$file"; $(BIN)/python $$file || exit 1; done

clean:
	rm -rf $(VENV) .demo .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
