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
# Bộ nhận dạng chữ tiếng Việt và LibreOffice (để đọc bản quét, .doc, .odt, .rtf); phông chữ để kiểm thử dựng tệp.
SYSTEM := $(VENV)/.system-checked
PACKAGES := tesseract-ocr-vie tesseract-ocr-osd libreoffice-writer-nogui libreoffice-calc-nogui fonts-dejavu-core
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

# Thiếu các gói này thì chương trình vẫn chạy: tài liệu cần đến chúng được lưu, đánh dấu và nói rõ phải cài gì.
$(SYSTEM): Makefile | $(BIN)/python
	@missing=""; command -v dpkg-query >/dev/null || exit 0; \
	for package in $(PACKAGES); do \
	  dpkg-query -W -f='$${Status}' $$package 2>/dev/null | grep -q 'ok installed' || missing="$$missing $$package"; done; \
	if [ -z "$$missing" ]; then touch $@; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  echo "Đang cài gói hệ thống:$$missing…"; \
	  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$missing; } \
	    >$(VENV)/system-packages.log 2>&1 && touch $@ || \
	    echo "Không cài được gói hệ thống (xem $(VENV)/system-packages.log); bản quét và tệp .doc sẽ chưa đọc được."; \
	else echo "Thiếu gói hệ thống; để đọc bản quét và tệp .doc, .odt, .rtf, hãy chạy: sudo apt-get install$$missing"; fi

$(RUN): pyproject.toml | $(SYSTEM) $(BIN)/python
	@echo "Đang cài các gói Python vào $(VENV) (khoảng một đến hai phút)…"
	@$(PIP) $(TORCH)
	@$(PIP) --editable .
	@touch $@

$(DEV): $(RUN)
	@$(PIP) --editable '.[dev]'
	@touch $@

demo: $(RUN)
	@DOICHIEU_HOME=$${DOICHIEU_HOME:-.demo} $(BIN)/doichieu demo $(if $(filter 0,$(SERVE)),--no-serve,--serve)

# Hai tiến trình; mỗi tệp kiểm thử nằm trọn trong một tiến trình để không dựng lại dữ liệu chung của nó.
test: $(DEV)
	@$(BIN)/python -m pytest -q -n 2 --dist loadfile

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
	@echo "== mọi văn bản có sẵn: vị trí đúng"
	@DOICHIEU_TEST_EVERY=1 $(BIN)/python -m pytest -q tests/test_corpus/test_parsing_plans.py -k every_document

clean:
	rm -rf $(VENV) .demo .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
